import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { type Credentials } from "../../emulator";

// The SDK announces the end of Node 20 to everybody; these clients only ever meet the emulator.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

export type Clients = ReturnType<typeof clientsFor>;

export interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Pick<Credentials, "accessKeyId" | "secretAccessKey"> & Partial<Credentials>;
}

/** AWS as seen by the owner of these credentials. */
export function clientsFor(access: Access) {
  // An answer that the emulator can't give won't come by asking again.
  const options = { ...access, maxAttempts: 1 };
  return {
    credentials: access.credentials,
    events: new EventBridgeClient(options),
    iam: new IAMClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    sts: new STSClient(options),
  };
}
