import { DataAwsDynamodbTableItem } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table-item";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { DynamodbTableItem } from "@cdktf/provider-aws/lib/dynamodb-table-item";
import { Construct } from "constructs";
import { denylistKey, NOBODY } from "../lambda/responder/contain/denylist";
import { ITEM_VERSIONS } from "../lambda/responder/ledger/version";
import { terraformValue } from "../policies/document";

export interface LedgerProps {
  readonly tableName: string;
  readonly bucket: string;
}

/** The same rule as the responder's: an item of a newer release is not rendered from a guess. */
const UNDERSTOOD = {
  condition:
    "${!can(jsondecode(self.item).version) || " +
    `try(tonumber(jsondecode(self.item).version.N) <= ${ITEM_VERSIONS.denylist}, false)}`,
  errorMessage:
    "A newer release of Bucket Warden wrote the denylist. This one would lift blocks: deploy the newer one.",
};

/**
 * The responder's memory: the bucket's denylist, and an item for each incident.
 *
 * Terraform creates the denylist and never changes it again; it reads the item as it stands and
 * renders it into the bucket policy. So a plan after an incident is empty, and no apply lifts a
 * block (docs/adr/0004-one-ledger-two-writers.md).
 */
export class Ledger extends Construct {
  /** The blocked `aws:userid` values, for `policyJson`. */
  readonly blockedUserIds: string;

  constructor(scope: Construct, id: string, { tableName, bucket }: LedgerProps) {
    super(scope, id);
    const table = new DynamodbTable(this, "Resource", {
      name: tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      attribute: [{ name: "pk", type: "S" }],
      ttl: { attributeName: "expiresAt", enabled: true },
      pointInTimeRecovery: { enabled: true },
    });
    const key = { pk: { S: denylistKey(bucket) } };
    const denylist = new DynamodbTableItem(this, "Denylist", {
      tableName: table.name,
      hashKey: table.hashKey,
      item: JSON.stringify({ ...key, userIds: { SS: [NOBODY] } }),
      lifecycle: { ignoreChanges: ["item"] },
    });
    const inForce = new DataAwsDynamodbTableItem(this, "DenylistInForce", {
      tableName: table.name,
      key: JSON.stringify(key),
      dependsOn: [denylist],
      lifecycle: { postcondition: [UNDERSTOOD] },
    });
    const item = `data.aws_dynamodb_table_item.${inForce.friendlyUniqueId}.item`;
    this.blockedUserIds = terraformValue(`sort(jsondecode(${item}).userIds.SS)`);
  }
}
