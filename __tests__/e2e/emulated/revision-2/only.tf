# AWS deletes neither an organization that has members, nor a member of its Macie that isn't
# disassociated: the one leaves the state, the other one is disassociated.

removed {
  from = aws_organizations_organization.it
  lifecycle {
    destroy = false
  }
}

data "aws_organizations_organization" "it" {
  provider = aws.management
}

resource "aws_macie2_member" "workload" {
  provider   = aws.audit
  account_id = "222222222222"
  email      = "payments@example.com"
  invite     = false
  depends_on = [aws_macie2_organization_configuration.all]
  lifecycle {
    ignore_changes = [email]
  }
}
