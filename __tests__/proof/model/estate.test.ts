import { Estate } from "../../../proof/model/estate";
import { keyArnOf } from "../../../proof/model/keys";
import type { Blocks } from "../../../proof/model/stack";
import { tagsOf } from "../../../proof/model/tags";
import { estateOf, HERE, REGION, stackOf, THERE } from "../../support/hand-stacks";

const valueOf = (resource: Blocks, type: string, name: string, more = {}) =>
  estateOf(resource, more).resources(type)[0]?.value(name);

describe("what AWS makes", () => {
  test.each([
    ["aws_sqs_queue", { name: "q" }, "arn", `arn:aws:sqs:${REGION}:${HERE}:q`],
    ["aws_sqs_queue", { name: "q" }, "url", `https://sqs.${REGION}.amazonaws.com/${HERE}/q`],
    ["aws_sns_topic", { name: "t" }, "id", `arn:aws:sns:${REGION}:${HERE}:t`],
    ["aws_s3_bucket", { bucket: "b" }, "arn", "arn:aws:s3:::b"],
    ["aws_s3_bucket", { bucket: "b" }, "id", "b"],
    ["aws_iam_role", { name: "r" }, "arn", `arn:aws:iam::${HERE}:role/r`],
    ["aws_iam_role", { name: "r", path: "/x/" }, "arn", `arn:aws:iam::${HERE}:role/x/r`],
    ["aws_cloudwatch_event_rule", { name: "r" }, "arn", `arn:aws:events:${REGION}:${HERE}:rule/r`],
    [
      "aws_cloudwatch_event_rule",
      { name: "r", event_bus_name: "bus" },
      "arn",
      `arn:aws:events:${REGION}:${HERE}:rule/bus/r`,
    ],
    [
      "aws_iam_service_linked_role",
      { aws_service_name: "config.amazonaws.com" },
      "arn",
      `arn:aws:iam::${HERE}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    ],
    ["data.aws_caller_identity", {}, "account_id", HERE],
    ["data.aws_region", {}, "name", REGION],
  ])("of %s with %j, its %s is %s", (type, given, name, expected) => {
    const isData = type.startsWith("data.");
    const bare = type.replace(/^data\./, "");
    const blocks = { [bare]: { X: given } };
    const estate = estateOf(isData ? {} : blocks, isData ? { data: blocks } : {});

    expect(estate.resources(type)[0]?.value(name)).toBe(expected);
  });

  test("isn't guessed where a name or the account isn't known", () => {
    const nameless = { aws_sqs_queue: { Q: { name_prefix: "q-" } } };

    expect(valueOf(nameless, "aws_sqs_queue", "arn")).toBeUndefined();
    expect(
      valueOf({ aws_sqs_queue: { Q: { name: "q" } } }, "aws_sqs_queue", "arn", { accountId: "" }),
    ).toBeUndefined();
  });

  test("gets a stand-in that is the same wherever it is looked up", () => {
    const role = { aws_iam_role: { R: { name: "app", path: "/team/" } } };
    const data = { aws_iam_role: { D: { name: "app" } } };
    const estate = new Estate([stackOf("one", role), stackOf("two", {}, { data })]);
    const [made] = estate.resources("aws_iam_role");
    const [found] = estate.resources("data.aws_iam_role");

    expect(found?.value("unique_id")).toBe(made?.value("unique_id"));
    expect(found?.value("arn")).toBe(`arn:aws:iam::${HERE}:role/team/app`);
    expect(String(made?.value("unique_id"))).toMatch(/^AROA[0-9A-F]{17}$/);
  });

  test.each([
    [
      "AWSServiceRoleForConfig",
      `role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    ],
    ["AWSServiceRoleForNobodyKnows", undefined],
    ["ingest", "role/ingest"],
  ])(
    "of the role %s, only looked up, is its ARN where that follows from the name",
    (name, path) => {
      const [found] = estateOf({}, { data: { aws_iam_role: { D: { name } } } }).resources(
        "data.aws_iam_role",
      );

      expect(found?.value("arn")).toBe(path && `arn:aws:iam::${HERE}:${path}`);
    },
  );
});

describe("keys", () => {
  const keys = {
    aws_kms_key: { K: {}, L: {} },
    aws_kms_alias: { A: { name: "alias/ours", target_key_id: "${aws_kms_key.K.key_id}" } },
  };
  const data = { aws_kms_key: { D: { key_id: `arn:aws:kms:${REGION}:${HERE}:alias/ours` } } };
  const estate = new Estate([
    stackOf("keys", keys),
    stackOf("user", {}, { data, accountId: THERE }),
  ]);
  const [key, other] = estate.resources("aws_kms_key");
  const place = { accountId: HERE, region: REGION };

  test("are found by alias, id and ARN, from another account by the alias's ARN", () => {
    const arn = key?.value("arn");

    expect(estate.resources("data.aws_kms_key")[0]?.value("arn")).toBe(arn);
    for (const asked of ["alias/ours", String(key?.value("key_id")), String(arn)])
      expect(keyArnOf(estate, asked, place)).toBe(arn);
    expect(arn).not.toBe(other?.value("arn"));
  });

  test("aren't guessed from an alias that no stack has", () => {
    expect(keyArnOf(estate, "alias/aws/s3", place)).toBeUndefined();
    expect(keyArnOf(estate, "alias/ours", { ...place, accountId: THERE })).toBeUndefined();
  });
});

describe("the denylist that Terraform reads", () => {
  const item = (bucket: string) =>
    JSON.stringify({ pk: { S: `denylist#${bucket}` }, userIds: { SS: ["nobody"] } });
  const resource = {
    aws_dynamodb_table_item: {
      A: { table_name: "ledger", hash_key: "pk", item: item("acme-more") },
      B: { table_name: "ledger", hash_key: "pk", item: item("acme") },
    },
  };
  const data = {
    aws_dynamodb_table_item: { D: { table_name: "ledger", key: '{"pk":{"S":"denylist#acme"}}' } },
  };
  const itemIn = (estate: Estate) =>
    estate.resources("data.aws_dynamodb_table_item")[0]?.value("item");

  test("is the item with the key itself, not one whose name begins so", () => {
    expect(itemIn(estateOf(resource, { data }))).toBe(item("acme"));
  });

  test("holds whom the proof assumes to be blocked", () => {
    const estate = estateOf(resource, { data }).assuming({ blocked: { acme: ["AROAX:*"] } });

    expect(JSON.parse(String(itemIn(estate)))).toMatchObject({ userIds: { SS: ["AROAX:*"] } });
  });

  test("is unknown where no stack begins it", () => {
    expect(itemIn(estateOf({}, { data }))).toBeUndefined();
  });
});

test("resources of two stacks with one ARN are both found by it", () => {
  const resource = { aws_sqs_queue: { Q: { name: "q" } } };
  const estate = new Estate([
    stackOf("one", resource),
    stackOf("two", resource),
    stackOf("far", resource, { accountId: THERE }),
  ]);

  expect(estate.allByArn("aws_sqs_queue", `arn:aws:sqs:${REGION}:${HERE}:q`)).toHaveLength(2);
  expect(estate.byArn("aws_sqs_queue", `arn:aws:sqs:${REGION}:${HERE}:nobody`)).toBeUndefined();
});

test("a resource has its own tags over those of its provider", () => {
  const stack = stackOf("here", {
    aws_sqs_queue: { Q: { name: "q", tags: { Owner: "us", a: "1" } } },
  });
  const provider = {
    aws: [{ region: REGION, default_tags: [{ tags: { Owner: "all", b: "2" } }] }],
  };
  const [queue] = new Estate([{ ...stack, json: { ...stack.json, provider } }]).resources(
    "aws_sqs_queue",
  );

  expect(queue && tagsOf(queue)).toEqual({ Owner: "us", a: "1", b: "2" });
});
