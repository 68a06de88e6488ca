resource "aws_guardduty_detector" "audit" {
  provider = aws.audit
  enable   = true
}

resource "aws_guardduty_detector_feature" "audit" {
  provider    = aws.audit
  for_each    = toset(["S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS"])
  detector_id = aws_guardduty_detector.audit.id
  name        = each.key
  status      = var.revision == 1 ? "ENABLED" : "DISABLED"
}

resource "aws_guardduty_organization_configuration" "all" {
  provider                         = aws.audit
  detector_id                      = aws_guardduty_detector.audit.id
  auto_enable_organization_members = "ALL"
  depends_on                       = [aws_guardduty_organization_admin_account.audit]
}

resource "aws_guardduty_organization_configuration_feature" "all" {
  provider    = aws.audit
  for_each    = toset(["S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION"])
  detector_id = aws_guardduty_detector.audit.id
  name        = each.key
  auto_enable = var.revision == 1 ? "ALL" : "NEW"
  depends_on  = [aws_guardduty_organization_configuration.all]
}

resource "aws_guardduty_malware_protection_plan" "workload" {
  provider = aws.workload
  role     = "arn:aws:iam::222222222222:role/scanner"
  protected_resource {
    s3_bucket {
      bucket_name = "payments-222222222222"
    }
  }
  actions {
    tagging {
      status = var.revision == 1 ? "ENABLED" : "DISABLED"
    }
  }
  tags = { revision = var.revision }
}
