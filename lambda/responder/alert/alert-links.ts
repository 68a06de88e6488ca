import { urlPart } from "./quote";
import { type Principal } from "../events/upload";

export interface Link {
  readonly title: string;
  readonly url: string;
}

interface Partition {
  readonly name: string;
  readonly console: string;
}

const PARTITIONS: readonly [region: RegExp, partition: Partition][] = [
  [/^cn-/, { name: "aws-cn", console: "console.amazonaws.cn" }],
  [/^us-gov-/, { name: "aws-us-gov", console: "console.amazonaws-us-gov.com" }],
  [/^/, { name: "aws", console: "console.aws.amazon.com" }],
];

export const partitionOf = (region: string): Partition =>
  PARTITIONS.find(([form]) => form.test(region))?.[1] ?? { name: "aws", console: "" };

const page = (region: string, path: string) => `https://${partitionOf(region).console}/${path}`;
const inRegion = (region: string, service: string, fragment: string) =>
  page(region, `${service}/home?region=${urlPart(region)}#${fragment}`);

export const versionsLink = (region: string, bucket: string, key: string): Link => ({
  title: "Versions of the object",
  url: page(
    region,
    `s3/object/${urlPart(bucket)}?region=${urlPart(region)}&prefix=${urlPart(key)}&tab=versions`,
  ),
});

export const bucketLink = (region: string, bucket: string): Link => ({
  title: "Permissions of the bucket",
  url: page(region, `s3/buckets/${urlPart(bucket)}?region=${urlPart(region)}&tab=permissions`),
});

/** Where the identity is looked after, and what else it did: as far as its kind has such a page. */
export function principalLinks(region: string, principal: Principal): readonly Link[] {
  switch (principal.kind) {
    case "user":
      return principal.userName
        ? [iam(region, "user", principal.userName), history(region, principal.userName)]
        : [];
    case "role-session":
      return [iam(region, "role", principal.roleName), history(region, principal.sessionName)];
    case "identity-center":
    case "unknown-role-session":
      return [history(region, principal.sessionName)];
    case "federated":
      return principal.issuer ? principalLinks(region, principal.issuer) : [];
    default:
      return [];
  }
}

const iam = (region: string, kind: "user" | "role", name: string): Link => ({
  title: `The ${kind} in IAM`,
  url: page(region, `iam/home#/${kind}s/details/${urlPart(name)}`),
});

/** The event history has no data events: the upload itself is in the trail's log files only. */
const history = (region: string, userName: string): Link => ({
  title: "What the same name changed elsewhere (CloudTrail)",
  url: inRegion(region, "cloudtrailv2", `/events?Username=${urlPart(userName)}`),
});

export const eventLink = (region: string, eventId: string): Link => ({
  title: "The change in CloudTrail",
  url: inRegion(region, "cloudtrailv2", `/events/${urlPart(eventId)}`),
});

/** The console wants the filter encoded twice. */
export const findingLink = (region: string, finding: string): Link => ({
  title: "The finding in Security Hub",
  url: inRegion(
    region,
    "securityhub",
    `/findings?search=${urlPart(`Id=${urlPart(`\\operator\\:EQUALS\\:${finding}`)}`)}`,
  ),
});
