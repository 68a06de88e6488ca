import "../support/cdktf-matchers";
import { DataAwsDynamodbTableItem } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table-item";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { DynamodbTableItem } from "@cdktf/provider-aws/lib/dynamodb-table-item";
import { Ledger } from "../../constructs/ledger";
import { synth } from "../support/scope";

const build = () => {
  let blocked = "";
  const json = synth((stack) => {
    blocked = new Ledger(stack, "Ledger", { tableName: "ledger", bucket: "box" }).blockedUserIds;
  });
  return { json, blocked };
};

test("Terraform creates the denylist with nobody on it, and never writes it again", () => {
  expect(build().json).toHaveResourceWithProperties(DynamodbTableItem, {
    item: '{"pk":{"S":"denylist#box"},"userIds":{"SS":["bucket-warden:nobody"]}}',
    lifecycle: { ignore_changes: ["item"] },
  });
});

test("the denylist in force is read after it was created, and sorted as the responder sorts it", () => {
  const { json, blocked } = build();

  expect(json).toHaveDataSourceWithProperties(DataAwsDynamodbTableItem, {
    key: '{"pk":{"S":"denylist#box"}}',
    depends_on: [expect.stringMatching(/^aws_dynamodb_table_item\./)],
  });
  expect(blocked).toMatch(
    /^<terraform>sort\(jsondecode\(data\.aws_dynamodb_table_item\.\w+\.item\)\.userIds\.SS\)<\/terraform>$/,
  );
});

test("incidents leave by themselves, and the table can be restored to any minute", () => {
  expect(build().json).toHaveResourceWithProperties(DynamodbTable, {
    ttl: { attribute_name: "expiresAt", enabled: true },
    point_in_time_recovery: { enabled: true },
  });
});
