import { type Check } from "../check";
import { queueCheck } from "./queue";
import { channelCheck, recorderCheck } from "./recorder";
import { functionCheck, notificationCheck } from "./responder";
import { subscriptionsCheck } from "./subscriptions";
import { trailCheck } from "./trail";

/** Everything that can fail in silence, in the order in which it is told. */
export const CHECKS: readonly Check[] = [
  subscriptionsCheck,
  queueCheck,
  functionCheck,
  notificationCheck,
  trailCheck,
  recorderCheck,
  channelCheck,
];
