import { type Construct } from "constructs";
import type { WorkloadNames } from "../config/names";
import { EncryptionKey } from "../constructs/encryption-key";
import {
  accountManagesKey,
  logGroupArn,
  logGroupsUseKey,
  macieReadsUnderKey,
} from "../policies/keys";

/**
 * @param macieRoleArn of the account that runs the job over the bucket
 */
export function addWorkloadKey(
  stack: Construct,
  names: WorkloadNames,
  macieRoleArn: string,
): EncryptionKey {
  const { place, rootArn, trailLogGroup, responderLogGroup, keyAlias, bucket } = names;
  const logGroups = [trailLogGroup, responderLogGroup].map((name) => logGroupArn(place, name));
  return new EncryptionKey(stack, "Key", {
    alias: keyAlias,
    description: `Objects of ${bucket} and this account's log groups`,
    statements: [
      accountManagesKey(rootArn),
      logGroupsUseKey(place, logGroups),
      macieReadsUnderKey(macieRoleArn),
    ],
  });
}
