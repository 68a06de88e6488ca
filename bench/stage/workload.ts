import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreatePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { FILE_UPLOADER_ROLE, arn, iamArn, workloadNames } from "../../config/names";
import { type Workload } from "../../config/schema";
import { denylistKey, NOBODY } from "../../lambda/responder/contain/denylist";
import { accountManagesKey } from "../../policies/keys";
import { policyJson, principalTrust, serviceTrust } from "../../policies/document";
import { quarantinePolicy, responderPolicy } from "../../policies/responder";
import { type Audit } from "./audit";
import { createKey, type StageClients } from "./clients";
import { createGuardedBucket } from "./guarded-bucket";
import { type StageParts } from "./parts";

/** A workload account as Terraform leaves it, as far as an incident meets it. */
export interface GuardedWorkload {
  readonly workload: Workload;
  readonly names: ReturnType<typeof workloadNames>;
  readonly keyArn: string;
  /** AWS as the account's operator sees it: trusted, never judged. */
  readonly operator: StageClients;
  /** `AROA…` of the responder's role, and of FileUploaderRole. */
  readonly responderRoleId: string;
  readonly uploaderRoleId: string;
  readonly sparedArns: readonly string[];
  readonly failuresQueueUrl: string;
}

export async function buildWorkload(
  parts: StageParts,
  audit: Audit,
  workload: Workload,
): Promise<GuardedWorkload> {
  const names = workloadNames(parts.config, workload);
  const access = await parts.access(names.deploymentRoleArn, "operator");
  const operator = parts.clients(access);
  const keyArn = await createKey(access, policyJson([accountManagesKey(names.rootArn)]));
  const sparedArns = [names.responderRoleArn, names.deploymentRoleArn];
  const failuresQueueUrl = await createLedgerAndQueue(operator, names);
  const roles = await createRoles(operator, names, audit);
  const onlyUploaders = workload.responseMode === "prevent" && [`${roles.uploaderRoleId}:*`];
  await createGuardedBucket(operator.s3, {
    names,
    keyArn,
    sparedArns,
    ...(onlyUploaders && { onlyUploaders }),
  });
  parts.emulator.enforce(names.responderRoleArn);
  parts.emulator.enforce(iamArn(names.place, `role/${FILE_UPLOADER_ROLE}`));
  return { workload, names, keyArn, operator, sparedArns, failuresQueueUrl, ...roles };
}

type Names = GuardedWorkload["names"];

async function createLedgerAndQueue({ dynamodb, sqs }: StageClients, names: Names) {
  const TableName = names.ledgerTable;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    }),
  );
  const Item = { pk: { S: denylistKey(names.bucket) }, userIds: { SS: [NOBODY] } };
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: names.failuresQueue }),
  );
  return QueueUrl;
}

async function createRoles({ iam }: StageClients, names: Names, audit: Audit) {
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: names.quarantinePolicy,
      PolicyDocument: policyJson(quarantinePolicy(names)),
    }),
  );
  const create = async (RoleName: string, AssumeRolePolicyDocument: string, policy: string) => {
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const named = { RoleName, PolicyName: "stage", PolicyDocument: policy };
    await iam.send(new PutRolePolicyCommand(named));
    return Role?.RoleId ?? "";
  };
  const failuresQueueArn = arn("sqs", names.place, names.failuresQueue);
  const respond = responderPolicy({
    names,
    audit: audit.names,
    alertsKeyArn: audit.alertsKeyArn,
    failuresQueueArn,
  });
  return {
    responderRoleId: await create(
      names.responderRole,
      serviceTrust("lambda.amazonaws.com"),
      policyJson(respond),
    ),
    uploaderRoleId: await create(
      FILE_UPLOADER_ROLE,
      principalTrust([names.rootArn]),
      uploadGrant(names),
    ),
  };
}

/** What lets somebody upload: on purpose, or by a careless grant. */
export const uploadGrant = ({ bucketArn, place }: Names): string =>
  policyJson([
    {
      Sid: "Upload",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: `${bucketArn}/*`,
    },
    {
      Sid: "UseKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: arn("kms", place, "key/*"),
    },
  ]);
