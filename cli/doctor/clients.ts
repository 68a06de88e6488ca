import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type AwsCredentialIdentity } from "./credentials";

export type DoctorClients = ReturnType<typeof doctorClients>;

/** @param credentials @default the caller's own */
export function doctorClients(region: string, credentials?: AwsCredentialIdentity) {
  const options = { region, ...(credentials && { credentials }) };
  return {
    cloudtrail: new CloudTrailClient(options),
    config: new ConfigServiceClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}
