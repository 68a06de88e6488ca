import { auditNames, bucketArn, type Place, workloadNames } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import type { WardenConfig, Workload } from "../../../config/schema";
import type { NamedKey } from "./keys";
import { MANAGEMENT_CALLS, objectCalls, type ExpectedCall } from "./trail-events";

/** A trail that the configuration calls for. */
export interface ExpectedTrail {
  readonly name: string;
  readonly arn: string;
  /** Whose trail it is to AWS: an organization's is the management account's. */
  readonly owner: string;
  /** Whose stack makes it. */
  readonly place: Place;
  /** Of the folder below `AWSLogs/` for an account's files: `o-a1b2c3d4e5/`, or nothing. */
  readonly above: string;
  /** Accounts whose calls it records, as far as they are judged in this scope. */
  readonly accounts: readonly string[];
  readonly calls: readonly ExpectedCall[];
  /** Calls that it must not record. */
  readonly leftOut: readonly ExpectedCall[];
  readonly isOfOrganization: boolean;
  readonly logGroup: string;
  readonly logGroupKey: NamedKey;
  readonly logsRole: string;
}

/** The audit account's own, or the organization's. */
export function auditTrail(config: WardenConfig): ExpectedTrail {
  const names = auditNames(config);
  const organization = organizationNames(config);
  const { accountId } = names.place;
  const owner = organization?.managementAccountId ?? accountId;
  return {
    name: organization?.trail ?? names.trail,
    arn: organization?.trailArn ?? names.trailArn,
    owner,
    place: names.place,
    above: organization ? `${organization.id}/` : "",
    accounts: [...new Set([owner, accountId])],
    calls: MANAGEMENT_CALLS,
    leftOut: [],
    isOfOrganization: organization !== undefined,
    logGroup: names.trailLogGroup,
    logGroupKey: { alias: names.logsKeyAlias, place: names.place },
    logsRole: names.trailLogsRole,
  };
}

/** With management events besides, where no organization's trail has them. */
export function workloadTrail(config: WardenConfig, workload: Workload): ExpectedTrail {
  const names = workloadNames(config, workload);
  const { place } = names;
  return {
    name: names.trail,
    arn: names.trailArn,
    owner: place.accountId,
    place,
    above: "",
    accounts: [place.accountId],
    calls: [
      ...(config.organization ? [] : MANAGEMENT_CALLS),
      ...objectCalls(bucketArn(place, workload.bucketName)),
    ],
    // Of the account's other buckets nothing is asked: their objects' names are nobody's business.
    leftOut: objectCalls(bucketArn(place, `${workload.bucketName}-other`), "another bucket"),
    isOfOrganization: false,
    logGroup: names.trailLogGroup,
    logGroupKey: { alias: names.keyAlias, place },
    logsRole: names.trailLogsRole,
  };
}
