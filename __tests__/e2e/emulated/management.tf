# The management account: who administers what.

resource "aws_organizations_policy" "guardrails" {
  provider    = aws.management
  name        = "guardrails"
  description = "revision ${var.revision}"
  type        = "SERVICE_CONTROL_POLICY"
  content = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = "cloudtrail:StopLogging", Resource = "*" }]
  })
  tags = { revision = var.revision }
}

resource "aws_organizations_policy_attachment" "guardrails" {
  provider   = aws.management
  for_each   = toset(["r-abcd", "222222222222"])
  policy_id  = aws_organizations_policy.guardrails.id
  target_id  = each.key
  depends_on = [data.aws_organizations_organization.it]
}

resource "aws_organizations_delegated_administrator" "config" {
  provider          = aws.management
  account_id        = "111111111111"
  service_principal = "config.amazonaws.com"
  depends_on        = [data.aws_organizations_organization.it]
}

resource "aws_cloudtrail_organization_delegated_admin_account" "trail" {
  provider   = aws.management
  account_id = "111111111111"
  depends_on = [data.aws_organizations_organization.it]
}

resource "aws_guardduty_organization_admin_account" "audit" {
  provider         = aws.management
  admin_account_id = "111111111111"
  depends_on       = [aws_guardduty_detector.audit]
}

resource "aws_macie2_organization_admin_account" "audit" {
  provider         = aws.management
  admin_account_id = "111111111111"
  depends_on       = [aws_macie2_account.audit]
}

resource "aws_securityhub_organization_admin_account" "audit" {
  provider         = aws.management
  admin_account_id = "111111111111"
  depends_on       = [aws_securityhub_account.audit]
}
