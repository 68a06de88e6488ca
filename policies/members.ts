import { iamArn, type Place } from "../config/names";
import { type Statement } from "./document";

type Condition = Readonly<Record<string, string | readonly string[]>>;

/**
 * The accounts that the audit account's policies let in. Invitation mode names each of them; an
 * organization is named by its id, so that a further account changes none of these policies.
 */
export type Members =
  { readonly accountIds: readonly string[] } | { readonly organizationId: string };

/** Who calls: IAM principals of these accounts. */
export interface Callers {
  readonly principal: NonNullable<Statement["Principal"]>;
  /** Stands beside every `principal`: without it, an organization's would be everybody. */
  readonly condition: { readonly StringEquals?: Condition };
}

export const callersIn = (place: Place, members: Members): Callers =>
  "organizationId" in members
    ? {
        principal: "*",
        condition: { StringEquals: { "aws:PrincipalOrgID": members.organizationId } },
      }
    : {
        principal: { AWS: members.accountIds.map((accountId) => rootArn(place, accountId)) },
        condition: {},
      };

const rootArn = (place: Place, accountId: string): string =>
  iamArn({ ...place, accountId }, "root");

/**
 * For whom a service calls: `aws:SourceOrgID` is the organization of the account whose resource
 * makes the service call (IAM guide, global condition keys).
 */
export const sourcesIn = (members: Members): Condition =>
  "organizationId" in members
    ? { "aws:SourceOrgID": members.organizationId }
    : { "AWS:SourceAccount": members.accountIds };

/** The accounts' ids, as they stand in the path of an object or in a pattern of ARNs. */
export const accountsIn = (members: Members): readonly string[] =>
  "organizationId" in members ? ["*"] : members.accountIds;
