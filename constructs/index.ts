/**
 * Constructs for stacks of others: those whose props are plain values. The rest of this folder
 * takes names that only a whole configuration gives, and comes with a stack: docs/library.md.
 */
export { arn, bucketArn, iamArn, partitionOf, type Place } from "../config/names";
export {
  policyJson,
  principalTrust,
  serviceTrust,
  type Statement,
  tlsOnly,
} from "../policies/document";
export { accountManagesKey, THIS_KEY } from "../policies/keys";
export { AccessLogBucket, type AccessLogBucketProps } from "./access-log-bucket";
export {
  alarmAbove,
  alarmOnFailedInvocations,
  alarmOnFirst,
  alarmOnSilence,
  type AlarmProps,
  type LimitProps,
  type SilenceProps,
  type WatchedRule,
} from "./alarm";
export { AlertsTopic, type AlertsTopicProps, type AlertTopics } from "./alerts-topic";
export { DeadLetterQueue, type DeadLetterQueueProps } from "./dead-letter-queue";
export { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
export { FileUploaderRole, type FileUploaderRoleProps } from "./file-uploader-role";
export { Guardrails, type GuardrailsProps } from "./guardrails";
export { configArchive, lockedArchive, type LogArchiveProps } from "./log-archive";
export { PrivateBucket, type PrivateBucketProps } from "./private-bucket";
