import { type TerraformStack } from "cdktf";
import { type ExistingInRegion } from "../../config/existing-schema";
import { ConfigurationRecorder, S3_RULES } from "../../constructs/configuration-recorder";
import { SecurityHub } from "../../constructs/security-hub";
import { SensitiveDataDiscovery } from "../../constructs/sensitive-data-discovery";
import { ServiceLinkedRoles } from "../../constructs/service-linked-roles";
import { ThreatDetection } from "../../constructs/threat-detection";
import { synth } from "../support/scope";

const place = { partition: "aws", region: "us-east-1", accountId: "222222222222" };
const DETECTOR = "0123456789abcdef0123456789abcdef";

interface Synthesized {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly data?: Readonly<Record<string, object>>;
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly removed?: readonly { readonly from: string; readonly lifecycle: object }[];
}

const synthesize = (build: (stack: TerraformStack) => void): Synthesized =>
  JSON.parse(synth(build)) as Synthesized;

const addressesIn = ({ resource = {} }: Synthesized): string[] =>
  Object.entries(resource).flatMap(([type, found]) =>
    Object.keys(found).map((id) => `${type}.${id}`),
  );

const withType = (addresses: readonly string[], type: string) =>
  addresses.filter((address) => address.startsWith(`${type}.`));

/** Everything of which an account has one, with what was there before. */
function services(stack: TerraformStack, existing: ExistingInRegion): void {
  new ThreatDetection(stack, "ThreatDetection", { existing: existing.detector });
  new SecurityHub(stack, "SecurityHub", { place, existing }).administer([
    { accountId: "333333333333" },
  ]);
  new ConfigurationRecorder(stack, "Recorder", {
    prefix: "acme",
    roleArn: "arn:aws:iam::222222222222:role/config",
    archiveBucket: "archive",
    archiveKeyArn: "arn:aws:kms:us-east-1:111111111111:key/k",
    globalResources: true,
    rules: S3_RULES,
    existing: existing.recorder,
  });
  new SensitiveDataDiscovery(stack, "SensitiveData", {
    accountId: place.accountId,
    dependsOn: [],
    existing: existing.macie,
  }).scan({
    prefix: "acme",
    bucket: "box",
    schedule: { every: "day" },
    results: { bucket: "results", keyArn: "arn:aws:kms:us-east-1:111111111111:key/k" },
  });
}

const AGGREGATOR = "arn:aws:securityhub:us-east-1:222222222222:finding-aggregator/a-b";

const made = synthesize((stack) => {
  services(stack, {});
});
const imported = synthesize((stack) => {
  services(stack, {
    detector: { import: DETECTOR },
    securityHub: "import",
    findingAggregator: { import: AGGREGATOR },
    recorder: { import: "default", channel: "old" },
    macie: "import",
  });
});
const left = synthesize((stack) => {
  services(stack, {
    detector: "leave",
    securityHub: "leave",
    findingAggregator: "leave",
    recorder: "leave",
    macie: "leave",
  });
});

test("a new account gets everything, and nothing is imported", () => {
  expect(made.import).toBeUndefined();
  expect(made.removed).toBeUndefined();
});

describe("what is imported", () => {
  test("comes in under the id that Terraform's import wants", () => {
    const ids = Object.fromEntries(
      (imported.import ?? []).map(({ to, id }) => [to.split(".")[0], id]),
    );

    expect(ids).toEqual({
      aws_guardduty_detector: DETECTOR,
      aws_securityhub_account: place.accountId,
      aws_securityhub_finding_aggregator: AGGREGATOR,
      aws_config_configuration_recorder: "default",
      aws_config_delivery_channel: "old",
      aws_macie2_account: place.accountId,
    });
  });

  test("has the addresses that it would have if it were made", () => {
    const targets = (imported.import ?? []).map(({ to }) => to);

    expect(addressesIn(imported).sort()).toEqual(addressesIn(made).sort());
    expect(addressesIn(made)).toEqual(expect.arrayContaining(targets));
  });

  test("keeps a name that can't be changed", () => {
    expect(Object.values(imported.resource?.aws_config_configuration_recorder ?? {})).toEqual([
      expect.objectContaining({ name: "default" }),
    ]);
    expect(Object.values(imported.resource?.aws_config_delivery_channel ?? {})).toEqual([
      expect.objectContaining({ name: "old" }),
    ]);
  });
});

describe("what is left to its owner", () => {
  test("isn't made, and is never destroyed: not even if it was imported before", () => {
    const gone = addressesIn(made).filter((address) => !addressesIn(left).includes(address));
    const removed = left.removed ?? [];

    expect(removed.map(({ from }) => from).sort()).toEqual(gone.sort());
    expect(gone.map((address) => address.split(".")[0])).toEqual(
      expect.arrayContaining([
        "aws_guardduty_detector",
        "aws_securityhub_account",
        "aws_securityhub_finding_aggregator",
        "aws_config_configuration_recorder",
        "aws_config_configuration_recorder_status",
        "aws_config_delivery_channel",
        "aws_macie2_account",
      ]),
    );
    for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
  });

  test("still bears what hangs on it: rules, jobs, members", () => {
    const addresses = addressesIn(left);

    expect(withType(addresses, "aws_config_config_rule")).toHaveLength(3);
    expect(withType(addresses, "aws_macie2_classification_job")).toHaveLength(1);
    expect(withType(addresses, "aws_securityhub_member")).toHaveLength(1);
    expect(JSON.stringify(left.resource)).not.toContain('"depends_on":["');
  });
});

describe("a service-linked role", () => {
  const roles = (existing: { readonly config?: "import" | "leave" }) => {
    let arn = "";
    const json = synthesize((stack) => {
      const props = { place, services: ["config", "macie"], existing } as const;
      arn = new ServiceLinkedRoles(stack, "Roles", props).of("config").arn;
      // Something must use it, or its token is never resolved.
      stack.addOverride("output.arn.value", arn);
    });
    return { json, output: JSON.stringify(json) };
  };

  test("is imported by its ARN", () => {
    expect(roles({ config: "import" }).json.import).toEqual([
      {
        to: expect.stringMatching(/^aws_iam_service_linked_role\./),
        id: "arn:aws:iam::222222222222:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      },
    ]);
  });

  test("that is left is looked up, so that its ARN is known and its absence told", () => {
    const { json, output } = roles({ config: "leave" });

    expect(withType(addressesIn(json), "aws_iam_service_linked_role")).toHaveLength(1);
    expect(JSON.stringify(json.data)).toContain('"name":"AWSServiceRoleForConfig"');
    expect(output).toMatch(/"value":"\$\{data\.aws_iam_role\.[^.]+\.arn\}"/);
    expect(json.removed).toHaveLength(1);
  });
});
