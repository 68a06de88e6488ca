import {
  DynamoDBClient,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import {
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { denylistPorts } from "../../lambda/responder/aws/aws-denylist";
import { policyPorts } from "../../lambda/responder/aws/aws-policy";
import { ledgerTable } from "../../lambda/responder/aws/aws-table";
import { releasedUpdate } from "../../lambda/responder/contain/denylist-item";
import { type Item } from "../../lambda/responder/ledger/item";
import { BadInput } from "../bad-input";
import { unlessAborted } from "../interruption";
import { type ReleasePorts } from "./release";
import { checkAccount, type Target } from "./target";

// The SDK announces the end of Node 20 to everybody who lists incidents.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** A workload's ledger, as seen by the caller's own credentials. */
export interface Ledger extends ReleasePorts {
  /** The caller's ARN. */
  readonly caller: string;
  readonly read: (pk: string) => Promise<Item | undefined>;
  /** Items whose `pk` begins with `prefix`, page by page. */
  readonly scan: (prefix: string) => AsyncIterable<readonly Item[]>;
}

const MINUTE_MS = 60_000;

/** @throws BadInput when the credentials are missing, refused, or of another account */
async function openLedger(target: Target): Promise<Ledger> {
  const { region, accountId } = target.names.place;
  const caller = await callerIn(target);
  const dynamodb = new DynamoDBClient({ region });
  const { ledgerTable: tableName } = target.names;
  const table = ledgerTable(dynamodb, tableName);
  const end = Date.now() + MINUTE_MS;
  return {
    caller,
    ...denylistPorts(dynamodb, tableName),
    ...policyPorts(new S3Client({ region }), { accountId }),
    timeLeft: () => end - Date.now(),
    markReleased: async (userId, release) => {
      await table.update(releasedUpdate(target.guarded.bucket, userId, release));
    },
    detachQuarantine: detacher(new IAMClient({ region }), target.names.quarantinePolicyArn),
    read: async (pk) => (await table.read([pk])).get(pk),
    scan: (prefix) => pages(dynamodb, tableName, prefix),
  };
}

async function callerIn(target: Target): Promise<string> {
  const sts = new STSClient({ region: target.names.place.region });
  const { Account, Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  checkAccount(target, Account);
  return Arn;
}

function detacher(iam: IAMClient, PolicyArn: string): ReleasePorts["detachQuarantine"] {
  return async (identity) => {
    const [kind, name] = identity.split(" ");
    try {
      if (kind === "user")
        await iam.send(new DetachUserPolicyCommand({ UserName: name, PolicyArn }));
      else await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
      return "detached";
    } catch (error) {
      // The policy isn't attached, or nobody is called so any more.
      if (error instanceof NoSuchEntityException) return "not-attached";
      throw error;
    }
  };
}

async function* pages(
  dynamodb: DynamoDBClient,
  TableName: string,
  prefix: string,
): AsyncGenerator<readonly Item[]> {
  const scan: ScanCommandInput = {
    TableName,
    ConsistentRead: true,
    FilterExpression: "begins_with(pk, :prefix)",
    ExpressionAttributeValues: { ":prefix": { S: prefix } },
  };
  let from: ScanCommandInput["ExclusiveStartKey"];
  do {
    const page: ScanCommandOutput = await dynamodb.send(
      new ScanCommand({ ...scan, ...(from && { ExclusiveStartKey: from }) }),
    );
    yield page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** What AWS says when the caller has something to mend. */
const THEIRS: Readonly<Record<string, string>> = {
  AccessDenied: "AWS refuses this to the caller",
  AccessDeniedException: "AWS refuses this to the caller",
  CredentialsProviderError: "AWS credentials are missing",
  ExpiredToken: "AWS doesn't take these credentials",
  ExpiredTokenException: "AWS doesn't take these credentials",
  InvalidClientTokenId: "AWS doesn't take these credentials",
  ResourceNotFoundException: "the workload has no ledger; is it deployed?",
  SignatureDoesNotMatch: "AWS doesn't take these credentials",
  UnrecognizedClientException: "AWS doesn't take these credentials",
};

const NEVER = new AbortController().signal;

/**
 * Runs a command on a workload's ledger.
 * @param signal ends the wait for AWS until `use` begins
 * @throws BadInput for what the caller can mend
 */
export async function withLedger<T>(
  target: Target,
  use: (ledger: Ledger) => Promise<T>,
  signal: AbortSignal = NEVER,
): Promise<T> {
  try {
    return await use(await unlessAborted(signal, openLedger(target)));
  } catch (error) {
    const meaning = error instanceof Error ? THEIRS[error.name] : undefined;
    if (meaning === undefined || !(error instanceof Error)) throw error;
    throw new BadInput(`${meaning}: ${error.message}`, { cause: error });
  }
}
