resource "aws_s3_bucket" "trail" {
  provider      = aws.audit
  bucket        = "trail-111111111111"
  force_destroy = true
}

resource "aws_cloudtrail" "organization" {
  provider                   = aws.audit
  name                       = "organization"
  s3_bucket_name             = aws_s3_bucket.trail.bucket
  is_organization_trail      = true
  is_multi_region_trail      = true
  enable_log_file_validation = var.revision == 2
  tags                       = { revision = var.revision }
  dynamic "insight_selector" {
    for_each = var.revision == 1 ? ["ApiCallRateInsight"] : ["ApiErrorRateInsight"]
    content {
      insight_type = insight_selector.value
    }
  }
  depends_on = [aws_cloudtrail_organization_delegated_admin_account.trail]
}

output "trail_arn" {
  value = aws_cloudtrail.organization.arn
}

resource "aws_config_configuration_aggregator" "organization" {
  provider = aws.audit
  name     = "organization"
  organization_aggregation_source {
    all_regions = true
    role_arn    = "arn:aws:iam::111111111111:role/aggregator"
  }
  depends_on = [aws_organizations_delegated_administrator.config]
}

resource "aws_athena_workgroup" "queries" {
  provider = aws.audit
  name     = "queries"
  configuration {
    enforce_workgroup_configuration = true
    bytes_scanned_cutoff_per_query  = 10737418240 * var.revision
    result_configuration {
      output_location = "s3://queries-111111111111/${var.revision}/"
    }
  }
}

resource "aws_athena_named_query" "who" {
  provider  = aws.audit
  name      = "who"
  workgroup = aws_athena_workgroup.queries.id
  database  = aws_glue_catalog_database.logs.name
  query     = "SELECT ${var.revision}"
}

resource "aws_glue_catalog_database" "logs" {
  provider = aws.audit
  name     = "logs"
}

resource "aws_glue_catalog_table" "trail" {
  provider      = aws.audit
  name          = "trail"
  database_name = aws_glue_catalog_database.logs.name
  table_type    = "EXTERNAL_TABLE"
  parameters = {
    "projection.enabled"        = "true"
    "projection.account.type"   = "injected"
    "storage.location.template" = "s3://trail-111111111111/AWSLogs/$${account}/"
  }
  partition_keys {
    name = "account"
    type = "string"
  }
  storage_descriptor {
    location = "s3://trail-111111111111/AWSLogs/"
    columns {
      name    = "eventversion"
      type    = "string"
      comment = "revision ${var.revision}"
    }
  }
}

resource "aws_cloudwatch_dashboard" "audit" {
  provider       = aws.audit
  dashboard_name = "audit"
  dashboard_body = jsonencode({
    widgets = [
      {
        type       = "text"
        x          = 0
        y          = 0
        width      = 6
        height     = 3
        properties = { markdown = "revision ${var.revision}" }
      },
    ]
  })
}

resource "aws_dynamodb_table" "ledger" {
  provider                    = aws.workload
  name                        = "ledger"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  deletion_protection_enabled = var.revision == 1
  attribute {
    name = "pk"
    type = "S"
  }
}
