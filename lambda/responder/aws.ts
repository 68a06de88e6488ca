import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { claimUpdate, releaseUpdate, sentUpdate } from "./alert-claim";
import { lockOn } from "./aws-lock";
import { publisher } from "./aws-publish";
import { attacher } from "./aws-quarantine";
import { isRefusal, type Refusal } from "./aws-refusal";
import { type ContainPorts } from "./contain";
import { denylistKey } from "./denylist";
import { type Ports } from "./handler";
import { finishedSteps, itemKey, recordUpdate, type Update } from "./ledger";
import { type DeletionAnswer, type RemovePorts } from "./remove";
import { type ResponderSettings } from "./settings";

/** A call that hangs must fail while there is time left to alert. */
const CLIENT = { requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 } };

/** What talks to AWS, in this and the `aws-` files only: expected refusals become answers. */
export function makePorts(settings: ResponderSettings): Ports {
  const s3 = new S3Client(CLIENT);
  const dynamodb = new DynamoDBClient(CLIENT);
  return {
    ...objectPorts(s3, settings),
    ...policyPorts(s3, settings),
    ...ledgerPorts(dynamodb, settings.ledgerTable),
    attachQuarantine: attacher(settings.quarantinePolicyArn, CLIENT),
    publish: publisher(settings.alertsTopicArn, CLIENT),
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log: (entry) => {
      console.log(JSON.stringify(entry));
    },
  };
}

const DELETION_REFUSALS: readonly (Refusal & { answer: DeletionAnswer["answer"] })[] = [
  { name: "NoSuchVersion", answer: "gone" },
  { name: "NoSuchKey", answer: "gone" },
  { name: "PreconditionFailed", answer: "superseded" },
  { name: "AccessDenied", says: /object lock|legal hold/i, answer: "locked" },
  { name: "AccessDenied", says: /\bmfa\b|multi-?factor/i, answer: "mfa-protected" },
];

function objectPorts(s3: S3Client, { accountId }: ResponderSettings): RemovePorts {
  return {
    deleteVersion: async ({ bucket, key, versionId, ifMatch }) => {
      const target = { Bucket: bucket, Key: key, VersionId: versionId };
      const command = new DeleteObjectCommand({
        ...target,
        BypassGovernanceRetention: true,
        ExpectedBucketOwner: accountId,
        ...(ifMatch && { IfMatch: ifMatch }),
      });
      try {
        await s3.send(command);
        return { answer: "gone" };
      } catch (error) {
        const refusal = DELETION_REFUSALS.find((known) => isRefusal(error, known));
        if (refusal && error instanceof Error) {
          return { answer: refusal.answer, message: error.message };
        }
        if (!isRefusal(error, { name: "AccessDenied" })) throw error;
        const message = await lockOn(s3, target, new Date());
        if (!message) throw error;
        return { answer: "locked", message };
      }
    },
  };
}

type PolicyPorts = Pick<ContainPorts, "readBucketPolicy" | "writeBucketPolicy">;

function policyPorts(s3: S3Client, { accountId }: ResponderSettings): PolicyPorts {
  const of = (bucket: string) => ({ Bucket: bucket, ExpectedBucketOwner: accountId });
  return {
    readBucketPolicy: async (bucket) => {
      try {
        const { Policy } = await s3.send(new GetBucketPolicyCommand(of(bucket)));
        return Policy;
      } catch (error) {
        if (isRefusal(error, { name: "NoSuchBucketPolicy" })) return undefined;
        throw error;
      }
    },
    writeBucketPolicy: async (bucket, policy) => {
      try {
        await s3.send(new PutBucketPolicyCommand({ ...of(bucket), Policy: policy }));
        return "written";
      } catch (error) {
        if (isRefusal(error, { name: "OperationAborted" })) return "conflict";
        throw error;
      }
    },
  };
}

type LedgerPorts = Pick<
  Ports,
  | "addToDenylist"
  | "claimAlert"
  | "markSent"
  | "readDenylist"
  | "readFinished"
  | "record"
  | "releaseClaim"
>;

function ledgerPorts(dynamodb: DynamoDBClient, TableName: string): LedgerPorts {
  const read = async (pk: string) => {
    const get = new GetItemCommand({ TableName, Key: itemKey(pk), ConsistentRead: true });
    return (await dynamodb.send(get)).Item;
  };
  /** False when the update's condition didn't hold. */
  const update = async (change: Update): Promise<boolean> => {
    try {
      await dynamodb.send(new UpdateItemCommand({ TableName, ...change }));
      return true;
    } catch (error) {
      if (isRefusal(error, { name: "ConditionalCheckFailedException" })) return false;
      throw error;
    }
  };
  return {
    readDenylist: async (bucket) => (await read(denylistKey(bucket)))?.userIds?.SS ?? [],
    addToDenylist: async (bucket, userId) => {
      const add = new UpdateItemCommand({
        TableName,
        Key: itemKey(denylistKey(bucket)),
        UpdateExpression: "ADD userIds :userIds",
        ExpressionAttributeValues: { ":userIds": { SS: [userId] } },
        ReturnValues: "UPDATED_OLD",
      });
      const { Attributes } = await dynamodb.send(add);
      return !Attributes?.userIds?.SS?.includes(userId);
    },
    readFinished: async (id) => finishedSteps(await read(id)),
    record: async (incident, now) => {
      await update(recordUpdate(incident, now));
    },
    claimAlert: (claim) => update(claimUpdate(claim)),
    markSent: async (claim) => {
      await update(sentUpdate(claim));
    },
    releaseClaim: async (claim) => {
      await update(releaseUpdate(claim));
    },
  };
}
