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

variable "deployment_role" {
  description = "As deploymentRole in warden.config.ts. Named like the product's roles, it could change itself."
  type        = string
  default     = "BucketWardenDeployment"
  validation {
    condition     = !startswith(var.deployment_role, "${var.prefix}-")
    error_message = "deployment_role must not start with the prefix and a hyphen."
  }
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
  here    = [for one in local.listed : one if contains(one.in, var.kind)]
  arn     = "arn:${data.aws_partition.here.partition}"
  account = data.aws_caller_identity.here.account_id
  iam     = "${local.arn}:iam::${local.account}"

  own_roles = [
    "${local.iam}:role/${var.prefix}-*",
    "${local.iam}:role/FileUploaderRole",
    "${local.iam}:role/SecurityMonitoringRole",
  ]
  linked       = ["cloudtrail", "config", "guardduty", "macie", "malware-protection.guardduty", "securityhub"]
  linked_roles = [for service in local.linked : "${local.iam}:role/aws-service-role/${service}.amazonaws.com/*"]

  here_in  = "*:${local.account}"
  named    = [var.prefix, "${var.prefix}-*"]
  database = replace(var.prefix, "-", "_")

  # What ours are called. Services that aren't here make their ids up, or have one thing for each account.
  names = {
    athena = ["${local.arn}:athena:${local.here_in}:workgroup/${var.prefix}"]
    # The organization's trail is the management account's, and the audit account changes it.
    cloudtrail = [for name in local.named : "${local.arn}:cloudtrail:*:*:trail/${name}"]
    cloudwatch = concat(
      ["${local.arn}:cloudwatch:${local.here_in}:alarm:${var.prefix}-*"],
      [for name in local.named : "${local.arn}:cloudwatch::${local.account}:dashboard/${name}"],
    )
    dynamodb = ["${local.arn}:dynamodb:${local.here_in}:table/${var.prefix}-*"]
    events = [
      "${local.arn}:events:${local.here_in}:event-bus/${var.prefix}-*",
      "${local.arn}:events:${local.here_in}:rule/${var.prefix}-*",
    ]
    glue = concat(
      ["${local.arn}:glue:${local.here_in}:catalog"],
      [for kind in ["database/${local.database}", "table/${local.database}/*"] : "${local.arn}:glue:${local.here_in}:${kind}"],
    )
    iam    = concat(local.own_roles, local.linked_roles, ["${local.iam}:policy/${var.prefix}-*"])
    kms    = concat(["${local.arn}:kms:${local.here_in}:key/*"], [for name in local.named : "${local.arn}:kms:${local.here_in}:alias/${name}"])
    lambda = ["${local.arn}:lambda:${local.here_in}:function:${var.prefix}-*"]
    link   = local.linked_roles
    logs = flatten([
      for group in ["/aws/cloudtrail/${var.prefix}", "/aws/lambda/${var.prefix}-*"] :
      ["${local.arn}:logs:${local.here_in}:log-group:${group}", "${local.arn}:logs:${local.here_in}:log-group:${group}:*"]
    ])
    pass = concat(local.own_roles, local.linked_roles)
    s3   = [for name in concat(["${var.prefix}-*"], var.bucket_names) : "${local.arn}:s3:::${name}"]
    sns  = ["${local.arn}:sns:${local.here_in}:${var.prefix}-*"]
    sqs  = ["${local.arn}:sqs:${local.here_in}:${var.prefix}-*"]
  }

  # What gives power to a service is bound to the services that the stacks have.
  apart = {
    "iam:PassRole"                                   = "pass"
    "iam:CreateServiceLinkedRole"                    = "link"
    "organizations:EnableAWSServiceAccess"           = "delegate"
    "organizations:RegisterDelegatedAdministrator"   = "delegate"
    "organizations:DeregisterDelegatedAdministrator" = "delegate"
  }
  conditions = {
    pass     = { StringEquals = { "iam:PassedToService" = [for service in ["cloudtrail", "config", "events", "lambda", "malware-protection-plan.guardduty"] : "${service}.amazonaws.com"] } }
    link     = { StringEquals = { "iam:AWSServiceName" = [for service in local.linked : "${service}.amazonaws.com"] } }
    delegate = { StringEquals = { "organizations:ServicePrincipal" = [for service in concat(local.linked, ["config-multiaccountsetup"]) : "${service}.amazonaws.com"] } }
  }

  # Each call in the statement that binds it; `anywhere` are calls that know no resource, or look at others'.
  anywhere = flatten([for one in local.here : try(one.anywhere, [])])
  group_of = {
    for action in distinct(concat(flatten([for one in local.here : try(one.actions, [])]), local.anywhere)) :
    action => lookup(local.apart, action, !contains(local.anywhere, action) && can(local.names[split(":", action)[0]]) ? split(":", action)[0] : "any")
  }
  statements = {
    for name in distinct(values(local.group_of)) : name => {
      for element, value in {
        Effect    = "Allow"
        Action    = [for action, group in local.group_of : action if group == name]
        Resource  = try(local.names[name], ["*"])
        Condition = try(local.conditions[name], null)
      } : element => value if value != null
    }
  }
  reading = {
    for name, statement in local.statements : name => merge(statement, {
      Action = [for action in statement.Action : action if can(regex(":(Get|List|Describe)", action))]
    })
  }
  # A managed policy holds 6,144 characters, and a role ten policies.
  policies = { for index, names in chunklist(keys(local.statements), 4) : tostring(index + 1) => [for name in names : local.statements[name]] }

  roles = {
    (var.deployment_role) = var.apply_role_arn
    BucketWardenPlan      = var.plan_role_arn
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
  for_each = local.policies
  name     = "${var.deployment_role}-${each.key}"
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

resource "aws_iam_role_policy_attachment" "deployment" {
  for_each   = aws_iam_policy.deployment
  role       = aws_iam_role.pipeline[var.deployment_role].name
  policy_arn = each.value.arn
}

resource "aws_iam_role_policy" "plan" {
  name = "read"
  role = aws_iam_role.pipeline["BucketWardenPlan"].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for name, statement in local.reading : statement if length(statement.Action) > 0]
  })
}
