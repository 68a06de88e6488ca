import type { WardenConfig } from "../schema";
import { trailEventLink } from "./console-links";
import type { Reading } from "./source";

/** Paths of every call: none of their values can hold a quote. */
const CALL_PATHS = {
  call: "$.detail.eventName",
  service: "$.detail.eventSource",
  who: "$.detail.userIdentity.arn",
  sourceIp: "$.detail.sourceIPAddress",
  trailEvent: "$.detail.eventID",
};

/**
 * Where a call says what it is about; AWS allows no quote in any of these names. An event has one
 * or two of them, and the placeholders of the others leave nothing behind.
 */
const NAMED_BY = {
  trail: "name",
  trailName: "trailName",
  detector: "detectorId",
  recorder: "configurationRecorderName",
  channel: "deliveryChannelName",
  rule: "rule",
  eventBus: "eventBusName",
  queue: "queueUrl",
  logGroup: "logGroupName",
  bucket: "bucketName",
  key: "keyId",
  function: "functionName",
  table: "tableName",
  topic: "topicArn",
  subscription: "subscriptionArn",
  user: "userName",
  role: "roleName",
  group: "groupName",
};

const namedPaths = Object.fromEntries(
  Object.entries({ ...NAMED_BY, policy: "policyArn" }).map(([placeholder, parameter]) => [
    placeholder,
    `$.detail.requestParameters.${parameter}`,
  ]),
);
const NAMED = Object.keys(NAMED_BY)
  .map((placeholder) => `<${placeholder}>`)
  .join("");

/** What a call that succeeded was about: AWS has judged its parameters. */
export const callReading = (config: WardenConfig, title: string, nextStep: string): Reading => ({
  paths: { ...CALL_PATHS, ...namedPaths },
  title,
  headline: `${title}, by <who>`,
  resource: `<service> ${NAMED} <policy>`,
  more: { by: "<who>", sourceIp: "<sourceIp>" },
  nextStep,
  link: trailEventLink(config),
});

/** Parameters that AWS refused, or that nobody has judged, may hold anything. */
export const UNJUDGED: Pick<Reading, "paths" | "resource"> = {
  paths: CALL_PATHS,
  resource: "<service>",
};
