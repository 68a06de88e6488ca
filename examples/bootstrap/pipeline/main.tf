# Once, in the audit account or one of its own: where the state lies, and what a pipeline may be. No key
# is stored anywhere: the pipeline's own token is exchanged for one of two roles.

terraform {
  required_version = ">= 1.10"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "issuer" {
  description = "Whose tokens are taken: token.actions.githubusercontent.com, gitlab.com or your own host."
  type        = string
}

variable "audience" {
  description = "GitHub: sts.amazonaws.com. GitLab: https:// and the issuer."
  type        = string
}

variable "plan_subjects" {
  description = "The tokens' sub of what may plan, with * for any characters: docs/deploying.md."
  type        = list(string)
}

variable "apply_subjects" {
  description = "The tokens' sub of what may apply: approved environments or protected branches only."
  type        = list(string)
}

variable "deployment_role" {
  description = "As deploymentRole in warden.config.ts, and deployment_role of ../account."
  type        = string
  default     = "BucketWardenDeployment"
}

variable "state_bucket" {
  description = "Name of the bucket for the states."
  type        = string
}

variable "key_prefix" {
  description = "As backend.keyPrefix in warden.config.ts."
  type        = string
  default     = "bucket-warden"
}

data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

locals {
  account = "arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.here.account_id}"
  states  = "${aws_s3_bucket.state.arn}/${var.key_prefix}"
  pipelines = {
    plan = {
      subjects = var.plan_subjects
      assumes  = "BucketWardenPlan"
      objects  = { "s3:GetObject" = "${local.states}/*" }
      keys     = ["kms:Decrypt"]
    }
    apply = {
      subjects = var.apply_subjects
      assumes  = var.deployment_role
      # Only locks are ever deleted.
      objects = {
        "s3:GetObject"    = "${local.states}/*"
        "s3:PutObject"    = "${local.states}/*"
        "s3:DeleteObject" = "${local.states}/*.tflock"
      }
      keys = ["kms:Decrypt", "kms:GenerateDataKey"]
    }
  }
}

resource "aws_iam_openid_connect_provider" "pipeline" {
  url            = "https://${var.issuer}"
  client_id_list = [var.audience]
}

resource "aws_iam_role" "pipeline" {
  for_each             = local.pipelines
  name                 = "BucketWardenPipeline-${each.key}"
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.pipeline.arn }
      Condition = {
        StringEquals = { "${var.issuer}:aud" = var.audience }
        StringLike   = { "${var.issuer}:sub" = each.value.subjects }
      }
    }]
  })
}

resource "aws_iam_role_policy" "pipeline" {
  for_each = local.pipelines
  name     = "pipeline"
  role     = aws_iam_role.pipeline[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        # Each account's role lets in this one and nobody else: ../account.
        { Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:${data.aws_partition.here.partition}:iam::*:role/${each.value.assumes}" },
        { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.state.arn },
        { Effect = "Allow", Action = each.value.keys, Resource = aws_kms_key.state.arn },
      ],
      [for action, objects in each.value.objects : { Effect = "Allow", Action = action, Resource = objects }],
    )
  })
}

resource "aws_kms_key" "state" {
  description             = "Encrypts Bucket Warden's Terraform states"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "${local.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_s3_bucket" "state" {
  bucket = var.state_bucket
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.state.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket     = aws_s3_bucket.state.id
  depends_on = [aws_s3_bucket_versioning.state]
  rule {
    id     = "old-states"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "state" {
  bucket     = aws_s3_bucket.state.id
  depends_on = [aws_s3_bucket_public_access_block.state]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

output "plan_role_arn" {
  description = "WARDEN_PLAN_ROLE of the pipeline, and plan_role_arn of ../account."
  value       = aws_iam_role.pipeline["plan"].arn
}

output "apply_role_arn" {
  description = "WARDEN_APPLY_ROLE of the pipeline, and apply_role_arn of ../account."
  value       = aws_iam_role.pipeline["apply"].arn
}

output "backend" {
  description = "For warden.config.ts, with the region."
  value       = { type = "s3", bucket = aws_s3_bucket.state.bucket, keyPrefix = var.key_prefix, kmsKeyId = aws_kms_key.state.arn }
}
