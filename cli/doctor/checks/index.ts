import { type Check } from "../check";
import { alarmCheck } from "./alarms";
import { bucketChecks } from "./buckets";
import { detectorChecks } from "./detectors";
import { keyCheck } from "./keys";
import { messagingChecks } from "./messaging";
import { organizationChecks } from "./organization";
import { functionPolicyCheck } from "./permissions";
import { queueCheck } from "./queue";
import { channelCheck, recorderCheck } from "./recorder";
import { functionCheck, notificationCheck } from "./responder";
import { ruleChecks } from "./rules";
import { subscriptionsCheck } from "./subscriptions";
import { trailCheck } from "./trail";

/** Everything that can fail in silence, in the order in which it is told. */
export const CHECKS: readonly Check[] = [
  subscriptionsCheck,
  queueCheck,
  functionCheck,
  functionPolicyCheck,
  notificationCheck,
  trailCheck,
  recorderCheck,
  channelCheck,
  ...detectorChecks,
  ...organizationChecks,
  ...ruleChecks,
  ...messagingChecks,
  keyCheck,
  ...bucketChecks,
  alarmCheck,
];
