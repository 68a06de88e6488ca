import { type WardenInput } from "../../config/schema";
import { AUDIT, exampleConfig, exampleWorkload, PAYMENTS } from "../support/example";
import { type Properties, resources, type StackJson, synthesized } from "../support/synthesized";

const FURTHER: Partial<WardenInput> = { furtherRegions: ["eu-west-1"] };
const ORGANIZATION: Partial<WardenInput> = {
  membership: "organization",
  organization: { id: "o-abcdefghij", rootId: "r-abcd", managementAccountId: "999999999999" },
};

const stacksOf = (changes: Partial<WardenInput>) => {
  const stacks = synthesized(exampleConfig(changes));
  return (name: string): StackJson => {
    const stack = stacks.find((candidate) => candidate.name === name);
    if (stack === undefined) throw new Error(`there is no ${name}`);
    return stack;
  };
};

/** The one resource of its type. */
const only = (stack: StackJson, type: string): Properties | undefined => {
  const found = resources(stack, type);
  expect(found).toHaveLength(1);
  return found[0]?.[1];
};

const typesOf = ({ json }: StackJson): string[] => Object.keys(json.resource).sort();

const WATCHING = [
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_metric_alarm",
  "aws_sqs_queue",
];
const RECORDING = [
  "aws_config_configuration_recorder",
  "aws_config_configuration_recorder_status",
  "aws_config_delivery_channel",
];
const DETECTING = ["aws_guardduty_detector", "aws_guardduty_detector_feature"];
const HUB = ["aws_securityhub_account", "aws_securityhub_standards_subscription"];

describe("a further region", () => {
  const invited = stacksOf(FURTHER);
  const organized = stacksOf({ ...FURTHER, ...ORGANIZATION });

  test.each([
    [
      "audit-eu-west-1 by invitation",
      invited("audit-eu-west-1"),
      [...WATCHING, ...RECORDING, ...DETECTING, ...HUB, "aws_securityhub_member"],
    ],
    [
      "workload-payments-eu-west-1 by invitation",
      invited("workload-payments-eu-west-1"),
      [
        ...WATCHING,
        ...RECORDING,
        ...DETECTING,
        ...HUB,
        "aws_securityhub_invite_accepter",
        "aws_config_aggregate_authorization",
      ],
    ],
    [
      "audit-eu-west-1 in an organization",
      organized("audit-eu-west-1"),
      [...WATCHING, ...RECORDING, ...DETECTING],
    ],
    [
      "workload-payments-eu-west-1 in an organization",
      organized("workload-payments-eu-west-1"),
      [...WATCHING, ...RECORDING],
    ],
  ])("%s has what watches it there, and neither key, bucket nor role", (_, stack, expected) => {
    expect(typesOf(stack)).toEqual([...expected].sort());
  });

  test.each(["audit-eu-west-1", "workload-payments-eu-west-1"])(
    "%s records into the home region's archive, under the key that is there",
    (name) => {
      const stack = invited(name);
      const channel = only(stack, "aws_config_delivery_channel");

      expect(channel).toMatchObject({
        s3_bucket_name: `acme-config-${AUDIT}`,
        s3_kms_key_arn: "${data.aws_kms_key.apply_the_audit_stack_first.arn}",
      });
      expect(stack.json.data?.aws_kms_key).toEqual({
        apply_the_audit_stack_first: expect.objectContaining({
          key_id: `arn:aws:kms:us-east-1:${AUDIT}:alias/acme-logs`,
          provider: "aws.home",
        }),
      });
    },
  );

  test("only the home region records what has no region", () => {
    const recorded = (name: string) =>
      only(invited(name), "aws_config_configuration_recorder")?.recording_group;

    expect(recorded("workload-payments")).toMatchObject({ include_global_resource_types: true });
    expect(recorded("workload-payments-eu-west-1")).toMatchObject({
      all_supported: true,
      include_global_resource_types: false,
    });
  });

  test("its providers touch the stack's account only, in its own region and the home region", () => {
    const { json } = invited("workload-payments-eu-west-1");

    expect(json.provider.aws).toEqual([
      expect.objectContaining({ region: "eu-west-1", allowed_account_ids: [PAYMENTS] }),
      expect.objectContaining({
        alias: "home",
        region: "us-east-1",
        allowed_account_ids: [PAYMENTS],
        assume_role: [
          expect.objectContaining({
            role_arn: `arn:aws:iam::${PAYMENTS}:role/BucketWardenDeployment`,
          }),
        ],
      }),
    ]);
  });

  test("what happens there goes to the home region's bus, or to a queue beside the rule", () => {
    const targets = resources(
      invited("workload-payments-eu-west-1"),
      "aws_cloudwatch_event_target",
    );

    expect(targets.length).toBeGreaterThan(1);
    for (const [, target] of targets) {
      expect(target).toMatchObject({
        arn: `arn:aws:events:us-east-1:${AUDIT}:event-bus/acme-security`,
        role_arn: `arn:aws:iam::${PAYMENTS}:role/acme-forwarder`,
        dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\./) },
      });
    }
  });

  test("the audit account invites there, and the workload lets the aggregator read what it recorded", () => {
    expect(only(invited("audit-eu-west-1"), "aws_securityhub_member")).toMatchObject({
      account_id: PAYMENTS,
      invite: true,
    });
    expect(
      only(invited("workload-payments-eu-west-1"), "aws_config_aggregate_authorization"),
    ).toMatchObject({ account_id: AUDIT, region: "us-east-1" });
    expect(only(invited("audit"), "aws_config_configuration_aggregator")).toMatchObject({
      account_aggregation_source: { regions: ["us-east-1", "eu-west-1"] },
    });
    expect(resources(invited("audit-eu-west-1"), "aws_securityhub_finding_aggregator")).toEqual([]);
  });
});

test("the region of global events has rules and a queue, and needs no second provider", () => {
  const stackOf = stacksOf({ homeRegion: "eu-west-1" });

  for (const name of ["audit-us-east-1", "workload-payments-us-east-1"]) {
    const stack = stackOf(name);
    const others = typesOf(stack).filter((type) => !WATCHING.includes(type));

    expect(others).toEqual([]);
    expect(typesOf(stack)).toContain("aws_sqs_queue");
    expect(stack.json.provider.aws).toHaveLength(1);
  }
});

describe("what an account had before", () => {
  interface Blocks {
    readonly import?: readonly { readonly to: string; readonly id: string }[];
    readonly removed?: readonly { readonly from: string }[];
  }
  const DETECTOR = "0123456789abcdef0123456789abcdef";
  const stackOf = stacksOf({
    ...FURTHER,
    auditAccount: {
      id: AUDIT,
      subscriptions: [{ protocol: "email", endpoint: "a@example.com" }],
      existing: {
        linkedRoles: { config: "leave" },
        regions: {
          "us-east-1": { recorder: "leave", securityHub: "import" },
          "eu-west-1": { detector: { import: DETECTOR } },
        },
      },
    },
    workloads: [
      exampleWorkload({
        existing: {
          linkedRoles: { macie: "import" },
          regions: {
            "us-east-1": { detector: "leave", macie: "import" },
            "eu-west-1": { recorder: { import: "r", channel: "c" }, securityHub: "leave" },
          },
        },
      }),
    ],
  });
  const blocksOf = (name: string) => {
    const blocks = stackOf(name).json as Blocks;
    const typeOf = (address: string) => address.split(".")[0];
    return {
      imported: blocks.import?.map(({ to, id }) => [typeOf(to), id]) ?? [],
      left: new Set(blocks.removed?.map(({ from }) => typeOf(from))),
    };
  };

  test.each([
    ["audit", [["aws_securityhub_account", AUDIT]], ["aws_iam_service_linked_role", ...RECORDING]],
    ["audit-eu-west-1", [["aws_guardduty_detector", DETECTOR]], []],
    [
      "workload-payments",
      [
        [
          "aws_iam_service_linked_role",
          `arn:aws:iam::${PAYMENTS}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
        ],
        ["aws_macie2_account", PAYMENTS],
      ],
      DETECTING,
    ],
    [
      "workload-payments-eu-west-1",
      [
        ["aws_config_configuration_recorder", "r"],
        ["aws_config_delivery_channel", "c"],
      ],
      HUB,
    ],
  ])("reaches the stack of its account and region: %s", (name, imported, left) => {
    const blocks = blocksOf(name);

    expect(blocks.imported).toEqual(imported);
    // Every queue leaves the policy that was a resource of its own until 0.1.0.
    expect([...blocks.left].sort()).toEqual([...left, "aws_sqs_queue_policy"].sort());
  });
});
