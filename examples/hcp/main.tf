# A workspace for each stack, the role for all of them, and runs of the workloads after the audit
# account's. `warden stacks --json > stacks.json` comes before; upload-run.mjs uploads and runs.

terraform {
  required_version = ">= 1.10"
  required_providers {
    tfe = {
      source  = "hashicorp/tfe"
      version = "~> 0.71"
    }
  }
}

variable "organization" {
  description = "As backend.organization in warden.config.ts."
  type        = string
}

variable "stacks" {
  description = "File with what `warden stacks --json` says."
  type        = string
  default     = "stacks.json"
}

variable "run_role_arn" {
  description = "apply_role_arn of ../bootstrap/pipeline: the stacks' providers assume the deployment role from it, to plan as well."
  type        = string
}

provider "tfe" {
  organization = var.organization
}

locals {
  in_order = jsondecode(file(var.stacks))
  stacks   = { for stack in local.in_order : stack.name => stack }
  # Each apply of a source queues a run: one source is enough, the last that the stack waits for.
  sources = {
    for name, stack in local.stacks :
    name => reverse([for one in local.in_order : one.name if contains(stack.dependsOn, one.name)])[0]
    if length(stack.dependsOn) > 0
  }
}

resource "tfe_project" "warden" {
  name = "bucket-warden"
}

resource "tfe_workspace" "stack" {
  for_each          = local.stacks
  name              = "bucket-warden-${each.key}"
  description       = "${each.value.kind} stack of account ${each.value.accountId} in ${each.value.region}"
  project_id        = tfe_project.warden.id
  terraform_version = "1.11.4"
  auto_apply        = false
  # A run that a source queued waits for a person too.
  auto_apply_run_trigger = false
  allow_destroy_plan     = false
  queue_all_runs         = false
  file_triggers_enabled  = false
}

resource "tfe_run_trigger" "after" {
  for_each      = local.sources
  workspace_id  = tfe_workspace.stack[each.key].id
  sourceable_id = tfe_workspace.stack[each.value].id
}

# HCP Terraform takes the role with a token of the run: no key is stored.
resource "tfe_variable_set" "credentials" {
  name        = "bucket-warden-credentials"
  description = "Dynamic credentials of AWS"
}

resource "tfe_project_variable_set" "credentials" {
  project_id      = tfe_project.warden.id
  variable_set_id = tfe_variable_set.credentials.id
}

resource "tfe_variable" "credentials" {
  for_each = {
    TFC_AWS_PROVIDER_AUTH              = "true"
    TFC_AWS_RUN_ROLE_ARN               = var.run_role_arn
    TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE = "aws.workload.identity"
  }
  key             = each.key
  value           = each.value
  category        = "env"
  variable_set_id = tfe_variable_set.credentials.id
}
