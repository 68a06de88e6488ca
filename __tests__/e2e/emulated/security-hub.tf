resource "aws_securityhub_account" "audit" {
  provider                  = aws.audit
  enable_default_standards  = false
  control_finding_generator = "SECURITY_CONTROL"
}

resource "aws_securityhub_finding_aggregator" "audit" {
  provider     = aws.audit
  linking_mode = "ALL_REGIONS"
  depends_on   = [aws_securityhub_organization_admin_account.audit]
}

resource "aws_securityhub_organization_configuration" "all" {
  provider              = aws.audit
  auto_enable           = false
  auto_enable_standards = "NONE"
  organization_configuration {
    configuration_type = "CENTRAL"
  }
  depends_on = [aws_securityhub_finding_aggregator.audit]
}

resource "aws_securityhub_configuration_policy" "all" {
  provider    = aws.audit
  name        = "all"
  description = "revision ${var.revision}"
  configuration_policy {
    service_enabled = true
    enabled_standard_arns = [
      "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0",
    ]
    security_controls_configuration {
      disabled_control_identifiers = []
    }
  }
  depends_on = [aws_securityhub_organization_configuration.all]
}

resource "aws_securityhub_configuration_policy_association" "all" {
  provider  = aws.audit
  target_id = "r-abcd"
  policy_id = aws_securityhub_configuration_policy.all.id
}
