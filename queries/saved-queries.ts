import { auditNames, workloadNames } from "../config/names";
import type { WardenConfig } from "../config/schema";
import { accountQueries } from "./account-queries";
import { blockQueries } from "./block-queries";
import { objectQueries } from "./object-queries";
import type { QueryTerms, SavedQuery } from "./saved-query";
import { ORGANIZATION_TRAIL_TABLE, TRAIL_TABLE } from "./trail-tables";

/** Where an account id stands in a name, closes the SQL text and puts the row's account in. */
const ACCOUNT_OF_ROW = "' || account || '";

/**
 * The incident questions. With an organization's trail the workloads' own trails keep to the calls
 * on objects, so each question reads one table in either mode. No workload is named: a new one
 * changes nothing here.
 */
export function savedQueries(config: WardenConfig): readonly SavedQuery[] {
  const terms = termsOf(config);
  return [...objectQueries(terms), ...blockQueries(terms), ...accountQueries(terms)];
}

function termsOf(config: WardenConfig): QueryTerms {
  const { glueDatabase, prefix } = auditNames(config);
  const table = (name: string) => `"${glueDatabase}"."${name}"`;
  const names = workloadNames(config, { accountId: ACCOUNT_OF_ROW, bucketName: "" });
  return {
    objectCalls: table(TRAIL_TABLE),
    managementCalls: table(config.organization ? ORGANIZATION_TRAIL_TABLE : TRAIL_TABLE),
    prefix,
    responderRole: `'${names.responderRoleArn}'`,
    deploymentRole: `'${names.deploymentRoleArn}'`,
    quarantinePolicy: `'${names.quarantinePolicyArn}'`,
  };
}
