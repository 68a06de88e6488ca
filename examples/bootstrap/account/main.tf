# In every account: the role that Terraform applies with, and one that only reads, for plans.
# permissions.json says, for each type of resource in the stacks, which calls it takes; an account gets
# what its stacks have.

terraform {
  required_version = ">= 1.10"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "kind" {
  description = "What the account is: audit, workload or management."
  type        = string
  validation {
    condition     = contains(["audit", "workload", "management"], var.kind)
    error_message = "kind must be audit, workload or management."
  }
}

variable "prefix" {
  description = "As in warden.config.ts."
  type        = string
  default     = "bucket-warden"
}

variable "bucket_names" {
  description = "The workload's production bucket; the others start with the prefix."
  type        = list(string)
  default     = []
}

variable "apply_role_arn" {
  description = "Who may assume the deployment role: an output of ../pipeline."
  type        = string
}

variable "plan_role_arn" {
  description = "Who may assume the role that reads: an output of ../pipeline."
  type        = string
}

data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

locals {
  listed  = jsondecode(file("${path.module}/permissions.json"))
  actions = distinct(flatten([for one in local.listed : one.actions if contains(one.in, var.kind)]))
  iam     = "arn:${data.aws_partition.here.partition}:iam::${data.aws_caller_identity.here.account_id}"

  # The calls by what they can be bound to: names of this product where they would be dangerous otherwise.
  # The ids of uploaders and of break-glass principals, whatever their names.
  look_up  = ["iam:GetRole", "iam:GetUser"]
  pass     = [for action in local.actions : action if action == "iam:PassRole"]
  own_iam  = [for action in local.actions : action if startswith(action, "iam:") && action != "iam:PassRole" && !contains(local.look_up, action)]
  own_s3   = [for action in local.actions : action if startswith(action, "s3:")]
  anywhere = [for action in local.actions : action if !startswith(action, "s3:") && (!startswith(action, "iam:") || contains(local.look_up, action))]

  own_roles = [
    "${local.iam}:role/${var.prefix}-*",
    "${local.iam}:role/FileUploaderRole",
    "${local.iam}:role/SecurityMonitoringRole",
  ]
  linked_roles = ["${local.iam}:role/aws-service-role/*"]
  bound = {
    iam  = { actions = local.own_iam, resources = concat(local.own_roles, local.linked_roles, ["${local.iam}:policy/${var.prefix}-*"]) }
    pass = { actions = local.pass, resources = concat(local.own_roles, local.linked_roles) }
    s3   = { actions = local.own_s3, resources = [for name in concat(["${var.prefix}-*"], var.bucket_names) : "arn:${data.aws_partition.here.partition}:s3:::${name}"] }
  }
  # A managed policy holds 6,144 characters.
  free = { for index, part in chunklist(local.anywhere, 120) : "any-${index}" => { actions = part, resources = ["*"] } }

  statements = merge({ for name, one in local.bound : name => one if length(one.actions) > 0 }, local.free)
  reading    = { for name, one in local.statements : name => [for action in one.actions : action if can(regex(":(Get|List|Describe)", action))] }

  roles = {
    BucketWardenDeployment = var.apply_role_arn
    BucketWardenPlan       = var.plan_role_arn
  }
}

resource "aws_iam_role" "pipeline" {
  for_each             = local.roles
  name                 = each.key
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = each.value }
    }]
  })
}

resource "aws_iam_policy" "deployment" {
  for_each = local.statements
  name     = "BucketWardenDeployment-${each.key}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value.actions, Resource = each.value.resources }]
  })
}

resource "aws_iam_role_policy_attachment" "deployment" {
  for_each   = aws_iam_policy.deployment
  role       = aws_iam_role.pipeline["BucketWardenDeployment"].name
  policy_arn = each.value.arn
}

resource "aws_iam_role_policy" "plan" {
  for_each = { for name, actions in local.reading : name => actions if length(actions) > 0 }
  name     = each.key
  role     = aws_iam_role.pipeline["BucketWardenPlan"].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value, Resource = local.statements[each.key].resources }]
  })
}
