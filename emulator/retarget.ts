import { type AwsRequest, text } from "./request";

/** Where a call names the resource that it is about: calls to another account's resource are moved there. */
const naming: Readonly<Record<string, readonly string[]>> = {
  sns: ["TopicArn", "TargetArn"],
  kms: ["KeyId"],
  dynamodb: ["TableName"],
  sqs: ["QueueUrl"],
};

const accountIn = (name: string): string | undefined =>
  /^arn:aws[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(name)?.[1] ??
  /^https?:\/\/[^/]+\/(\d{12})\//.exec(name)?.[1];

/** moto looks in the caller's account only; undefined where that is right. */
export function ownerOfTarget(
  { service, parameters }: AwsRequest,
  callerAccount: string,
): string | undefined {
  const names = (naming[service] ?? []).map((parameter) => text(parameters[parameter]) ?? "");
  return names.map(accountIn).find((account) => account !== undefined && account !== callerAccount);
}
