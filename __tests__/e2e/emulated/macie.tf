resource "aws_macie2_account" "audit" {
  provider                     = aws.audit
  finding_publishing_frequency = var.revision == 1 ? "FIFTEEN_MINUTES" : "ONE_HOUR"
}

resource "aws_macie2_organization_configuration" "all" {
  provider    = aws.audit
  auto_enable = true
  depends_on  = [aws_macie2_organization_admin_account.audit]
}

resource "aws_macie2_classification_export_configuration" "audit" {
  provider = aws.audit
  s3_destination {
    bucket_name = "results-111111111111"
    key_prefix  = "revision-${var.revision}"
    kms_key_arn = "arn:aws:kms:us-east-1:111111111111:key/11111111-1111-1111-1111-111111111111"
  }
  depends_on = [aws_macie2_account.audit]
}

resource "aws_macie2_classification_job" "day" {
  provider = aws.audit
  name     = "day"
  job_type = "SCHEDULED"
  schedule_frequency {
    daily_schedule = true
  }
  s3_job_definition {
    bucket_criteria {
      includes {
        and {
          tag_criterion {
            comparator = "EQ"
            tag_values {
              key   = "bucket-warden:macie"
              value = "day"
            }
          }
        }
      }
    }
  }
  depends_on = [aws_macie2_organization_configuration.all]
}
