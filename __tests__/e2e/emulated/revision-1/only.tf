# What a revision can't say by a variable.

import {
  to = aws_organizations_organization.it
  id = "o-exampleorg1"
}

resource "aws_organizations_organization" "it" {
  provider             = aws.management
  feature_set          = "ALL"
  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
  aws_service_access_principals = [
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
    "macie.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
  ]
}

data "aws_organizations_organization" "it" {
  provider   = aws.management
  depends_on = [aws_organizations_organization.it]
}

resource "aws_macie2_member" "workload" {
  provider   = aws.audit
  account_id = "222222222222"
  email      = "payments@example.com"
  depends_on = [aws_macie2_organization_configuration.all]
  lifecycle {
    ignore_changes = [email, invite]
  }
}
