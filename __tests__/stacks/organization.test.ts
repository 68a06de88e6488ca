import path from "node:path";
import { loadConfig } from "../../config/load";
import { TRUSTED_SERVICES } from "../../config/trusted-services";
import type { WardenConfig } from "../../config/schema";
import { planStacks } from "../../config/stack-plan";
import { exampleWorkload, ORGANIZATION, organizationConfig } from "../support/example";
import {
  type Properties,
  resources,
  type StackJson,
  statementsOf,
  synthesized,
  synthesizedStack,
} from "../support/synthesized";

const file = path.resolve(__dirname, "..", "..", "examples/organization/warden.config.ts");
const config = loadConfig(file);
const stacks = synthesized(config);

const AUDIT = "111111111111";

const stackOf = (name: string): StackJson => {
  const found = stacks.find((stack) => stack.name === name);
  if (!found) throw new Error(`no stack ${name}`);
  return found;
};
/** The only resource of the type in the stack. */
const only = (stack: StackJson, type: string): Properties => {
  const found = resources(stack, type).map(([, properties]) => properties);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
};
const typesIn = ({ json }: StackJson) => Object.keys(json.resource);
/** The management account's stack with other settings of the organization. */
const managedBy = (settings: object): StackJson =>
  synthesizedStack(
    organizationConfig({ organization: { ...ORGANIZATION, ...settings } }),
    "organization",
  );

test("the example is one management, one audit and three workload accounts in two regions", () => {
  expect(stacks.map(({ name, accountId }) => `${accountId} ${name}`)).toEqual([
    "111111111111 audit",
    "111111111111 audit-eu-west-1",
    "999999999999 organization",
    "999999999999 organization-eu-west-1",
    "111111111111 audit-organization",
    "111111111111 audit-organization-eu-west-1",
    "222222222222 workload-payments",
    "333333333333 workload-claims",
    "444444444444 workload-ledger",
    "222222222222 workload-payments-eu-west-1",
    "333333333333 workload-claims-eu-west-1",
    "444444444444 workload-ledger-eu-west-1",
  ]);
});

describe("a fourth workload", () => {
  const [first] = config.workloads;
  const fourth: WardenConfig = {
    ...config,
    workloads: [
      ...config.workloads,
      { ...(first ?? never()), name: "orders", accountId: "666666666666", bucketName: "orders" },
    ],
  };
  const shared = stacks.filter(({ kind }) => kind !== "workload").map(({ name }) => name);

  test("brings its own stacks", () => {
    expect(planStacks(fourth)).toHaveLength(stacks.length + 2);
    expect(shared).toHaveLength(6);
  });

  test.each(shared)("leaves the JSON of %s as it is", (name) => {
    const { json } = synthesizedStack(fourth, name);

    expect(JSON.stringify(json)).toBe(JSON.stringify(stackOf(name).json));
  });
});

const never = (): never => {
  throw new Error("the example has no workload");
};

describe("the management account", () => {
  const stack = stackOf("organization");

  test("makes the audit account the administrator of every service", () => {
    expect(only(stack, "aws_cloudtrail_organization_delegated_admin_account")).toMatchObject({
      account_id: AUDIT,
    });
    for (const service of ["guardduty", "macie2", "securityhub"]) {
      expect(only(stack, `aws_${service}_organization_admin_account`)).toMatchObject({
        admin_account_id: AUDIT,
      });
    }
    const delegated = resources(stack, "aws_organizations_delegated_administrator");
    expect(delegated.map(([, properties]) => properties)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account_id: AUDIT, service_principal: "config.amazonaws.com" }),
        expect.objectContaining({
          account_id: AUDIT,
          service_principal: "config-multiaccountsetup.amazonaws.com",
        }),
      ]),
    );
    expect(delegated).toHaveLength(2);
  });

  test("delegates one service after the other, once the services are trusted", () => {
    const delegations = typesIn(stack)
      .filter((type) => /organization_admin_account|delegated_admin/.test(type))
      .flatMap((type) => resources(stack, type));
    const waitsFor = delegations.map(([, { depends_on }]) => String(depends_on));

    // Each waits for one other, no two for the same, and the first for the trust.
    expect(new Set(waitsFor).size).toBe(delegations.length);
    expect(waitsFor.filter((address) => address.startsWith("data."))).toHaveLength(1);
    const addresses = delegations.map(([address]) => address);
    expect(waitsFor.filter((address) => addresses.includes(address))).toHaveLength(5);
  });

  test("delegates GuardDuty alone in a further region", () => {
    const further = stackOf("organization-eu-west-1");

    expect(typesIn(further)).toEqual(["aws_guardduty_organization_admin_account"]);
    expect(only(further, "aws_guardduty_organization_admin_account")).toMatchObject({
      admin_account_id: AUDIT,
    });
  });

  test("by hand: a plan fails with the command for each service that isn't trusted", () => {
    const found = Object.values(stack.json.data?.aws_organizations_organization ?? {});
    const text = JSON.stringify(found);

    expect(TRUSTED_SERVICES).toHaveLength(6);
    for (const service of TRUSTED_SERVICES) {
      expect(text).toContain(
        `aws organizations enable-aws-service-access --service-principal ${service}`,
      );
    }
    expect(text).toContain("enable-policy-type --root-id r-ab12");
    expect(typesIn(stack)).not.toContain("aws_organizations_organization");
  });

  test("by hand without guardrails, no policy type is asked for", () => {
    const { json } = managedBy({});

    expect(JSON.stringify(json.data)).not.toContain("enable-policy-type");
  });

  test("managed: the organization is imported, never destroyed, and keeps what else is in use", () => {
    const managed = managedBy({
      trustedAccess: { otherServices: ["sso.amazonaws.com"], policyTypes: ["TAG_POLICY"] },
      guardrailTargets: ["r-ab12"],
    });
    const [[address] = []] = resources(managed, "aws_organizations_organization");

    expect(only(managed, "aws_organizations_organization")).toMatchObject({
      feature_set: "ALL",
      aws_service_access_principals: [...TRUSTED_SERVICES, "sso.amazonaws.com"].sort(),
      enabled_policy_types: ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
      lifecycle: { prevent_destroy: true },
    });
    expect(managed.json).toMatchObject({ import: [{ to: address, id: ORGANIZATION.id }] });
  });

  test("managed without guardrails, service control policies stay off", () => {
    const trustedAccess = { otherServices: [], policyTypes: [] };
    const managed = managedBy({ trustedAccess });

    expect(only(managed, "aws_organizations_organization")).toMatchObject({
      enabled_policy_types: [],
    });
  });

  test("guardrails are attached to their targets, and made only where there are some", () => {
    const policy = only(stack, "aws_organizations_policy");

    expect(policy).toMatchObject({
      name: "acme-warden-guardrails",
      type: "SERVICE_CONTROL_POLICY",
    });
    expect(statementsOf(policy.content).every(({ Effect }) => Effect === "Deny")).toBe(true);
    expect(only(stack, "aws_organizations_policy_attachment")).toMatchObject({
      target_id: "ou-ab12-workloads1",
    });
    expect(typesIn(managedBy({}))).not.toContain("aws_organizations_policy");
  });
});

describe("the audit account before it is the administrator", () => {
  const stack = stackOf("audit");

  test("has its services on", () => {
    expect(only(stack, "aws_guardduty_detector")).toMatchObject({ enable: true });
    expect(only(stack, "aws_securityhub_account")).toMatchObject({
      enable_default_standards: false,
    });
    expect(only(stack, "aws_macie2_account")).toMatchObject({ status: "ENABLED" });
    expect(
      resources(stack, "aws_iam_service_linked_role").map(
        ([, { aws_service_name }]) => aws_service_name,
      ),
    ).toEqual(
      expect.arrayContaining(
        ["config", "guardduty", "macie", "securityhub"].map((name) => `${name}.amazonaws.com`),
      ),
    );
  });

  test.each([
    "aws_cloudtrail",
    "aws_config_configuration_aggregator",
    "aws_macie2_classification_export_configuration",
    "aws_macie2_classification_job",
    "aws_securityhub_finding_aggregator",
    "aws_securityhub_member",
    "aws_securityhub_standards_subscription",
  ])("has no %s: the organization's does it", (type) => {
    expect(typesIn(stack)).not.toContain(type);
  });

  test("names the organization and no account of it", () => {
    const text = JSON.stringify(stack.json.resource);

    for (const { accountId } of config.workloads) expect(text).not.toContain(accountId);
    expect(text).toContain("o-a1b2c3d4e5");
  });
});

describe("the audit account as administrator", () => {
  const stack = stackOf("audit-organization");

  test("keeps the organization's trail in its own archive, and its log group", () => {
    expect(only(stack, "aws_cloudtrail")).toMatchObject({
      name: "acme-warden-organization",
      is_organization_trail: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      s3_bucket_name: "acme-warden-trail-111111111111",
      kms_key_id: "${data.aws_kms_key.apply_the_audit_stack_first.arn}",
      advanced_event_selector: [
        { field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      ],
      insight_selector: [
        { insight_type: "ApiCallRateInsight" },
        { insight_type: "ApiErrorRateInsight" },
      ],
      cloud_watch_logs_group_arn: expect.stringContaining("aws_cloudwatch_log_group"),
    });
  });

  test("lets the trail write the organization's streams under the trail's own name only", () => {
    const logs = resources(stack, "aws_iam_role").find(
      ([, { name }]) => name === "acme-warden-trail-logs",
    );
    const streams = JSON.stringify(only(stack, "aws_iam_role_policy"));

    expect(String(logs?.[1].assume_role_policy)).toContain(
      '"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:999999999999:trail/acme-warden-organization"',
    );
    expect(streams).toContain("log-stream:o-a1b2c3d4e5_*");
    expect(streams).toContain("log-stream:999999999999_CloudTrail_*");
  });

  test.each(["audit-organization", "audit-organization-eu-west-1"])(
    "%s turns GuardDuty and S3 protection on for every account",
    (name) => {
      const region = stackOf(name);

      expect(only(region, "aws_guardduty_organization_configuration")).toMatchObject({
        auto_enable_organization_members: "ALL",
        detector_id: expect.stringContaining("data.aws_guardduty_detector."),
      });
      expect(only(region, "aws_guardduty_organization_configuration_feature")).toMatchObject({
        name: "S3_DATA_EVENTS",
        auto_enable: "ALL",
      });
    },
  );

  test("configures Security Hub centrally, with both standards for the whole root", () => {
    expect(only(stack, "aws_securityhub_finding_aggregator")).toMatchObject({
      linking_mode: "ALL_REGIONS",
    });
    expect(only(stack, "aws_securityhub_organization_configuration")).toMatchObject({
      auto_enable: false,
      auto_enable_standards: "NONE",
      organization_configuration: { configuration_type: "CENTRAL" },
      depends_on: [expect.stringMatching(/^aws_securityhub_finding_aggregator\./)],
    });
    expect(only(stack, "aws_securityhub_configuration_policy")).toMatchObject({
      configuration_policy: {
        service_enabled: true,
        enabled_standard_arns: [
          expect.stringContaining("aws-foundational-security-best-practices"),
          expect.stringContaining("cis-aws-foundations-benchmark"),
        ],
        security_controls_configuration: { disabled_control_identifiers: [] },
      },
    });
    expect(only(stack, "aws_securityhub_configuration_policy_association")).toMatchObject({
      target_id: "r-ab12",
      timeouts: { create: "5m", update: "5m" },
    });
  });

  test("enrolls Macie's members, whose address AWS never tells again", () => {
    expect(only(stack, "aws_macie2_organization_configuration")).toMatchObject({
      auto_enable: true,
    });
    const members = resources(stack, "aws_macie2_member").map(([, properties]) => properties);
    expect(members.map(({ account_id }) => account_id)).toEqual([
      "222222222222",
      "333333333333",
      "444444444444",
    ]);
    for (const member of members) {
      expect(member).toMatchObject({ lifecycle: { ignore_changes: ["email", "invite"] } });
    }
  });

  test("finds the buckets by their tag, once there is a place for the results", () => {
    const jobs = resources(stack, "aws_macie2_classification_job").map(([, job]) => job);

    expect(jobs.map(({ name }) => name)).toEqual(["acme-warden-day", "acme-warden-week-MONDAY"]);
    expect(jobs[1]).toMatchObject({
      schedule_frequency: { weekly_schedule: "MONDAY" },
      s3_job_definition: {
        bucket_criteria: {
          includes: {
            and: [
              {
                tag_criterion: {
                  comparator: "EQ",
                  tag_values: [{ key: "bucket-warden:macie", value: "week-MONDAY" }],
                },
              },
            ],
          },
        },
      },
    });
    for (const { depends_on } of jobs) {
      expect(String(depends_on)).toContain("aws_macie2_classification_export_configuration.");
    }
    expect(only(stack, "aws_macie2_classification_export_configuration")).toMatchObject({
      s3_destination: { bucket_name: "acme-warden-macie-111111111111" },
    });
  });

  test("sees what AWS Config recorded in every account and region", () => {
    expect(only(stack, "aws_config_configuration_aggregator")).toMatchObject({
      organization_aggregation_source: { all_regions: true },
    });
    expect(only(stack, "aws_iam_role_policy_attachment")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations",
    });
  });

  test("leaves the aggregator and the results to their owner where the settings say so", () => {
    const here = { findingAggregator: "leave", macie: "leave" } as const;
    const existing = { regions: { "us-east-1": here } };
    const auditAccount = { ...config.auditAccount, existing };
    const left = synthesizedStack(organizationConfig({ auditAccount }), "audit-organization");

    expect(typesIn(left)).not.toContain("aws_securityhub_finding_aggregator");
    expect(typesIn(left)).not.toContain("aws_macie2_classification_export_configuration");
    expect(typesIn(left)).toContain("aws_macie2_classification_job");
  });
});

describe.each(config.workloads)("the workload $name", ({ name, bucketName }) => {
  const stack = stackOf(`workload-${name}`);

  test("has no services of its own: its administrator switches them on", () => {
    const everywhere = [stack, stackOf(`workload-${name}-eu-west-1`)].flatMap(typesIn);

    expect(
      everywhere.filter((type) =>
        /guardduty_detector|securityhub|macie2|aggregate_authorization/.test(type),
      ),
    ).toEqual([]);
    expect(only(stack, "aws_iam_service_linked_role")).toMatchObject({
      aws_service_name: "config.amazonaws.com",
    });
  });

  test("keeps a trail of its bucket's data events alone", () => {
    const trail = only(stack, "aws_cloudtrail");

    expect(trail.advanced_event_selector).toMatchObject([
      {
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type" },
          { field: "resources.ARN", starts_with: [`arn:aws:s3:::${bucketName}/`] },
        ],
      },
    ]);
    expect(trail).not.toHaveProperty("insight_selector");
    expect(trail).not.toHaveProperty("is_organization_trail");
  });

  test("lets the administrator's Macie read under its key", () => {
    const [key] = resources(stack, "aws_kms_key").map(([, properties]) => properties);
    const reads = statementsOf(key?.policy).find(({ Sid }) => Sid === "MacieReads");

    expect(reads).toMatchObject({
      Principal: {
        AWS: "arn:aws:iam::111111111111:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie",
      },
      Action: "kms:Decrypt",
    });
  });
});

test("a production bucket says by its tag how often Macie looks into it, in an organization", () => {
  const tagsOf = (name: string) =>
    resources(stackOf(name), "aws_s3_bucket")
      .map(([, { tags }]) => tags)
      .filter((tags) => tags !== undefined);

  expect(tagsOf("workload-payments")).toEqual([{ "bucket-warden:macie": "day" }]);
  expect(tagsOf("workload-claims")).toEqual([{ "bucket-warden:macie": "week-MONDAY" }]);
});

test("a workload's schedule that is new brings a job for it", () => {
  const workload = exampleWorkload({ macieSchedule: { every: "month", on: 15 } });
  const monthly = synthesizedStack(
    organizationConfig({ workloads: [workload] }),
    "audit-organization",
  );

  expect(resources(monthly, "aws_macie2_classification_job").map(([, { name }]) => name)).toEqual([
    "acme-day",
    "acme-month-15",
  ]);
});
