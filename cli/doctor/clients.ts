import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Macie2Client } from "@aws-sdk/client-macie2";
import { S3Client } from "@aws-sdk/client-s3";
import { SecurityHubClient } from "@aws-sdk/client-securityhub";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type StackJson } from "../../stacks/read-stack";
import { type AwsCredentialIdentity, type CredentialsFor } from "./credentials";

export type DoctorClients = ReturnType<typeof doctorClients>;

/** Many questions come at once, and some of AWS's limits are a few calls a second. */
const ATTEMPTS = 8;

export interface Access {
  readonly region: string;
  /** @default the caller's own */
  readonly credentials?: AwsCredentialIdentity | undefined;
  /** @default AWS's, or what AWS_ENDPOINT_URL names */
  readonly endpoint?: string;
}

/** AWS as the doctor sees it in an account and region. */
export type ClientsAt = (at: Pick<StackJson, "accountId" | "region">) => Promise<DoctorClients>;

/** By the caller's own credentials, or the deployment role's. */
export function clientsBy(credentialsFor: CredentialsFor): ClientsAt {
  const known = new Map<string, Promise<DoctorClients>>();
  return ({ accountId, region }) => {
    const key = `${accountId}/${region}`;
    const clients =
      known.get(key) ??
      credentialsFor(accountId).then((credentials) => doctorClients({ region, credentials }));
    known.set(key, clients);
    return clients;
  };
}

export function doctorClients({ credentials, ...access }: Access) {
  const options = { ...access, maxAttempts: ATTEMPTS, ...(credentials && { credentials }) };
  return {
    cloudtrail: new CloudTrailClient(options),
    cloudwatch: new CloudWatchClient(options),
    config: new ConfigServiceClient(options),
    dynamodb: new DynamoDBClient(options),
    events: new EventBridgeClient(options),
    guardduty: new GuardDutyClient(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    macie: new Macie2Client(options),
    s3: new S3Client(options),
    securityhub: new SecurityHubClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}
