import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import {
  accountManagesKey,
  alarmOnFailedInvocations,
  bucketArn,
  DeadLetterQueue,
  EncryptionKey,
  iamArn,
  partitionOf,
  type Place,
  policyJson,
  PrivateBucket,
} from "bucket-warden/constructs";
import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";

export interface ExportsStackProps {
  readonly accountId: string;
  readonly region: string;
  readonly bucketName: string;
  /** E-mail address that is told of deletions. */
  readonly team: string;
}

/** A stack of another team: a bucket for nightly exports, and a message when one is deleted. */
export class ExportsStack extends TerraformStack {
  private readonly place: Place;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExportsStackProps,
  ) {
    super(scope, id);
    const { accountId, region } = props;
    this.place = { partition: partitionOf(region), region, accountId };
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    this.addBucket();
    this.tellOfDeletions(this.addTopic());
  }

  private addBucket(): void {
    const { bucketName: name } = this.props;
    const key = new EncryptionKey(this, "Key", {
      alias: `alias/${name}`,
      description: "Encrypts the nightly exports",
      statements: [accountManagesKey(iamArn(this.place, "root"))],
    });
    const { ready } = new PrivateBucket(this, "Exports", {
      name,
      arn: bucketArn(this.place, name),
      encryption: { kmsKeyArn: key.arn, bucketKey: true },
      statements: [],
      lifecycle: [
        { id: "expire", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 90 }] },
      ],
    });
    new S3BucketNotification(this, "Events", { bucket: ready.bucket, eventbridge: true });
  }

  /** Its name starts with the stack's, as the dead-letter queue lets rules in by it. */
  private tellOfDeletions(topicArn: string): void {
    const prefix = this.node.id;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", {
      name: `${prefix}-dead-letters`,
      place: this.place,
      rulePrefix: prefix,
      alarmActions: [topicArn],
    });
    const rule = new CloudwatchEventRule(this, "Deletions", {
      name: `${prefix}-deletions`,
      eventPattern: JSON.stringify({
        source: ["aws.s3"],
        "detail-type": ["Object Deleted"],
        detail: { bucket: { name: [this.props.bucketName] } },
      }),
    });
    new CloudwatchEventTarget(this, "ToTopic", {
      rule: rule.name,
      arn: topicArn,
      deadLetterConfig: { arn: deadLetters.arn },
    });
    alarmOnFailedInvocations(this, "NotDelivered", {
      rule,
      what: "Deletions of exports",
      actions: [topicArn],
    });
  }

  private addTopic(): string {
    const topic = new SnsTopic(this, "Topic", { name: this.node.id });
    const policy = new SnsTopicPolicy(this, "TopicPolicy", {
      arn: topic.arn,
      policy: policyJson([
        {
          Sid: "RulesAndAlarmsPublish",
          Effect: "Allow",
          Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] },
          Action: "sns:Publish",
          Resource: topic.arn,
        },
      ]),
    });
    new SnsTopicSubscription(this, "Team", {
      topicArn: topic.arn,
      protocol: "email",
      endpoint: this.props.team,
    });
    return policy.arn;
  }
}
