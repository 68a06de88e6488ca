import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type WardenConfig } from "../../config/schema";
import { arn, auditNames, iamArn, partitionOf, workloadNames } from "../../config/names";
import { serviceTrust } from "../../policies/document";
import { type Resource, resourcesOf, type StackJson } from "../../stacks/read-stack";
import { type Emulator } from "../../emulator";

export type Hands = ReturnType<typeof handsWith>;

/** Clients of an administrator of the stack's account. */
export async function handsIn(emulator: Emulator, { accountId, region }: StackJson) {
  const place = { partition: partitionOf(region), accountId, region };
  const credentials = await emulator.assume(iamArn(place, "role/admin"), "ann");
  return handsWith({ endpoint: emulator.url, region, credentials });
}

const handsWith = (options: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Awaited<ReturnType<Emulator["assume"]>>;
}) => ({
  cloudtrail: new CloudTrailClient(options),
  config: new ConfigServiceClient(options),
  iam: new IAMClient(options),
  lambda: new LambdaClient(options),
  s3: new S3Client({ ...options, forcePathStyle: true }),
  sns: new SNSClient(options),
  sqs: new SQSClient(options),
});

const nameOf = ({ arguments: given }: Resource): string => String(given.name);

/** Makes, without Terraform, what the doctor looks at, named as the stack names it. */
export async function makeByHand(config: WardenConfig, stack: StackJson, hands: Hands) {
  const { configArchive, trailArchive, canaryQueue, place } = auditNames(config);
  const buckets = [configArchive, trailArchive];
  if (stack.kind === "audit")
    for (const Bucket of buckets) await hands.s3.send(new CreateBucketCommand({ Bucket }));
  for (const queue of resourcesOf(stack, "aws_sqs_queue")) {
    await hands.sqs.send(new CreateQueueCommand({ QueueName: nameOf(queue) }));
  }
  for (const topic of resourcesOf(stack, "aws_sns_topic"))
    await subscribeTo(topic, arn("sqs", place, canaryQueue), hands);
  for (const trail of resourcesOf(stack, "aws_cloudtrail")) {
    const trailAsked = { Name: nameOf(trail), S3BucketName: trailArchive };
    await hands.cloudtrail.send(
      new CreateTrailCommand({ ...trailAsked, EnableLogFileValidation: true }),
    );
    await hands.cloudtrail.send(new StartLoggingCommand({ Name: nameOf(trail) }));
  }
  await record(config, stack, hands);
  if (stack.workload && stack.scope === "home") {
    await respond(workloadNames(config, stack.workload), hands);
  }
}

async function subscribeTo(topic: Resource, canaries: string, { sns }: Hands): Promise<void> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: nameOf(topic) }));
  for (const { arguments: given } of resourcesOf(topic.stack, "aws_sns_topic_subscription")) {
    const { protocol: Protocol, endpoint } = given as Record<string, string>;
    // The one that names its endpoint by a reference.
    const Endpoint = Protocol === "sqs" ? canaries : endpoint;
    const FilterPolicy = given.filter_policy as string | undefined;
    const Attributes = FilterPolicy && { FilterPolicy, FilterPolicyScope: "MessageBody" };
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol, Endpoint, ...(Attributes && { Attributes }) }),
    );
  }
}

async function record(config: WardenConfig, stack: StackJson, { config: client }: Hands) {
  for (const recorder of resourcesOf(stack, "aws_config_configuration_recorder")) {
    const ConfigurationRecorderName = nameOf(recorder);
    const roleARN = `arn:aws:iam::${stack.accountId}:role/config`;
    const ConfigurationRecorder = { name: ConfigurationRecorderName, roleARN };
    await client.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
    for (const channel of resourcesOf(stack, "aws_config_delivery_channel")) {
      const s3BucketName = auditNames(config).configArchive;
      const DeliveryChannel = { name: nameOf(channel), s3BucketName };
      await client.send(new PutDeliveryChannelCommand({ DeliveryChannel }));
    }
    await client.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName }));
  }
}

async function respond(names: ReturnType<typeof workloadNames>, { iam, lambda, s3 }: Hands) {
  const AssumeRolePolicyDocument = serviceTrust("lambda.amazonaws.com");
  await iam.send(
    new CreateRoleCommand({ RoleName: names.responderRole, AssumeRolePolicyDocument }),
  );
  const { FunctionArn: LambdaFunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: names.responder,
      Role: names.responderRoleArn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from("not run here") },
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: names.bucket,
      SkipDestinationValidation: true,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*"] }],
      },
    }),
  );
}
