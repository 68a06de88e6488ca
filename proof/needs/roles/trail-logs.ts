import { type AccountNames, arn, iamArn } from "../../../config/names";
import { type DeclaredRole, each, trustService } from "../need";

export interface TrailLogs {
  readonly names: AccountNames;
  readonly stack: string;
  readonly trailArn: string;
  /** What the names of the trail's log streams begin with, one entry for each kind. */
  readonly streams: readonly string[];
}

/**
 * CloudTrail copies the trail into a log group: it makes streams and writes into them (CloudTrail
 * guide, cloudtrail-required-policy-for-cloudwatch-logs; the trust: cross-service-confused-deputy-prevention).
 */
export function trailLogs({ names, stack, trailArn, streams }: TrailLogs): DeclaredRole {
  const { place, trailLogGroup, trailLogsRole } = names;
  const needs = streams.flatMap((stream) =>
    each(["logs:CreateLogStream", "logs:PutLogEvents"], {
      resource: arn("logs", place, `log-group:${trailLogGroup}:log-stream:${stream}*`),
    }),
  );
  const condition = { StringEquals: { "aws:SourceArn": [trailArn] } };
  return {
    name: trailLogsRole,
    arn: iamArn(place, `role/${trailLogsRole}`),
    stack,
    trust: trustService("cloudtrail.amazonaws.com", condition),
    needs,
  };
}

/** `<account>_CloudTrail_<region>`, one for each region of the trail. */
export const ownStreams = (accountId: string): string => `${accountId}_CloudTrail_`;

/** An organization's trail names streams by the organization besides. */
export const organizationStreams = (organizationId: string): string => `${organizationId}_`;
