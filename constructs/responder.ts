import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { type IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditNames, WorkloadNames } from "../config/names";
import type { Workload } from "../config/schema";
import { CLAIM_LIFETIME_SECONDS } from "../lambda/responder/ledger/alert-claim";
import { type ResponderSettings, toEnvironment } from "../lambda/responder/settings";
import { policyJson } from "../policies/document";
import { quarantinePolicy, responderPolicy } from "../policies/responder";
import { ArchiveAsset } from "./archive-asset";
import { watchResponder } from "./responder-alarms";
import { buildResponderArchive } from "./responder-archive";

export interface ResponderProps {
  readonly names: WorkloadNames;
  readonly audit: AuditNames;
  readonly role: IamRole;
  readonly keyArn: string;
  readonly alertsKeyArn: string;
  readonly failuresQueueArn: string;
  readonly settings: Omit<ResponderSettings, "quarantinePolicyArn">;
  readonly concurrency: Workload["responderConcurrency"];
}

/** The function that removes, blocks, quarantines and tells; with a role for exactly that. */
export class Responder extends Construct {
  readonly functionName: string;
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: ResponderProps) {
    super(scope, id);
    const { names, role } = props;
    const quarantine = new IamPolicy(this, "Quarantine", {
      name: names.quarantinePolicy,
      description: "Attached by the responder to whoever uploaded without being allowed to",
      policy: policyJson(quarantinePolicy(names)),
    });
    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: names.responderLogGroup,
      kmsKeyId: props.keyArn,
      retentionInDays: 365,
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: "respond",
      role: role.name,
      policy: policyJson(responderPolicy(props)),
    });
    const handler = this.deploy(
      props,
      toEnvironment({ ...props.settings, quarantinePolicyArn: quarantine.arn }),
      [logGroup, policy],
    );
    this.functionName = handler.functionName;
    this.functionArn = handler.arn;
    this.watch(props);
  }

  private deploy(
    { names, role, concurrency }: ResponderProps,
    variables: Record<string, string>,
    dependsOn: ITerraformDependable[],
  ): LambdaFunction {
    const archive = buildResponderArchive();
    const asset = new ArchiveAsset(this, "Archive", archive);
    // In no VPC (Lambda.3): endpoints for eight services would be eight more things that can fail.
    // Not signed (CKV_AWS_272): the archive's hash is in the plan, and a change raises an alert.
    return new LambdaFunction(this, "Resource", {
      functionName: names.responder,
      description: "Removes intruders' uploads, blocks the intruders, tells the security team",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: asset.path,
      sourceCodeHash: archive.sha256Base64,
      // Lambda gives CPU by memory: loading the SDK is what takes the time.
      memorySize: 512,
      // Whoever finds an older claim on an alert takes it over: it must belong to nobody alive.
      timeout: CLAIM_LIFETIME_SECONDS,
      environment: { variables },
      // What comes meanwhile waits in Lambda's own queue, for up to six hours.
      ...(concurrency !== "unreserved" && { reservedConcurrentExecutions: concurrency }),
      dependsOn,
    });
  }

  private watch({ names, failuresQueueArn }: ResponderProps): void {
    new LambdaFunctionEventInvokeConfig(this, "Delivery", {
      functionName: this.functionName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 6 * 3600,
      destinationConfig: { onFailure: { destination: failuresQueueArn } },
    });
    watchResponder(this, { name: names.responder, functionName: this.functionName });
  }
}
