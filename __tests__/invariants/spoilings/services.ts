import type { Blocks } from "../../../proof/model/stack";
import { edited, type Spoiling, without } from "../spoiling";
import { type About, ANYWHERE, type Row, rows, setting, STRANGER } from "./rows";

const DETECTOR = "aws_guardduty_detector";
const FEATURE = "aws_guardduty_detector_feature";
const OF_MEMBERS = "aws_guardduty_organization_configuration";
const MEMBERS_FEATURE = "aws_guardduty_organization_configuration_feature";
const HUB = "aws_securityhub_account";
const SUBSCRIPTION = "aws_securityhub_standards_subscription";
const CENTRAL = "aws_securityhub_organization_configuration";
const POLICY = "aws_securityhub_configuration_policy";
const ASSOCIATION = "aws_securityhub_configuration_policy_association";
const SESSION = "aws_macie2_account";
const MACIE_MEMBERS = "aws_macie2_organization_configuration";
const AGGREGATOR = "aws_securityhub_finding_aggregator";

/** Stacks that have the type as long as nothing is spoiled. */
const having =
  (type: string): About =>
  ({ stacks }) =>
    stacks
      .filter(({ json }) => Object.keys(json.resource?.[type] ?? {}).length > 0)
      .map(({ name }) => name);

const goneFrom = (rule: string, ...types: readonly string[]): readonly Row[] =>
  types.flatMap((type) => rows(rule, having(type), { [`no ${type}`]: without(type) }));

const about = (type: string): RegExp => new RegExp(` ${type}\\.`);

/** Each a rule and a type, and what its arguments are set to. */
const SET: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ["guardduty-on", DETECTOR, { enable: false }],
  ["guardduty-on", FEATURE, { status: "DISABLED", detector_id: "other" }],
  ["guardduty-on", OF_MEMBERS, { auto_enable_organization_members: "NEW", detector_id: "other" }],
  ["guardduty-on", MEMBERS_FEATURE, { auto_enable: "NONE", detector_id: "other" }],
  ["security-hub-on", HUB, { auto_enable_controls: false }],
  [
    "security-hub-on",
    CENTRAL,
    {
      auto_enable: true,
      auto_enable_standards: "DEFAULT",
      organization_configuration: { configuration_type: "LOCAL" },
    },
  ],
  ["security-hub-on", POLICY, { configuration_policy: { service_enabled: true } }],
  ["security-hub-on", ASSOCIATION, { policy_id: "other", target_id: "ou-ab12-12345678" }],
  ["macie-on", SESSION, { status: "PAUSED" }],
  ["macie-on", MACIE_MEMBERS, { auto_enable: false }],
  ["members-joined", "aws_securityhub_member", { invite: false }],
  ["members-joined", "aws_securityhub_invite_accepter", { master_id: STRANGER }],
  ["members-joined", "aws_macie2_member", { status: "PAUSED", email: "other@example.com" }],
  ...[
    "cloudtrail_organization_delegated_admin_account",
    "organizations_delegated_administrator",
  ].map((type) => ["services-delegated", `aws_${type}`, { account_id: STRANGER }] as const),
  ...["guardduty", "macie2", "securityhub"].map(
    (service) =>
      [
        "services-delegated",
        `aws_${service}_organization_admin_account`,
        { admin_account_id: STRANGER },
      ] as const,
  ),
  ["findings-gathered", AGGREGATOR, { linking_mode: "SPECIFIED_REGIONS" }],
];

const controlsOff: Spoiling = edited(
  POLICY,
  '"disabled_control_identifiers":\\[\\]',
  '"disabled_control_identifiers":["S3.8"]',
);

const FOUND = "data.aws_organizations_organization";

const lookedUp =
  (from: string, to: string): Spoiling =>
  (json) => ({
    ...json,
    data: JSON.parse(JSON.stringify(json.data ?? {}).replaceAll(from, to)) as Blocks,
  });

const notLookedUp: Spoiling = (json) => ({
  ...json,
  data: { ...json.data, aws_organizations_organization: {} },
});

export const SERVICE_ROWS: readonly Row[] = [
  ...SET.flatMap(([rule, type, settings]) => [
    ...goneFrom(rule, type),
    ...Object.entries(settings).flatMap(([argument, value]) =>
      rows(rule, about(type), {
        [`${type}: ${argument} ${JSON.stringify(value)}`]: setting(type, argument, value),
      }),
    ),
  ]),
  ...goneFrom("security-hub-on", SUBSCRIPTION),
  ...rows("security-hub-on", having(SUBSCRIPTION), {
    "one standard instead of two": edited(SUBSCRIPTION, "cis-aws-foundations-benchmark", "other"),
  }),
  ...rows("security-hub-on", about(POLICY), {
    "a control switched off centrally": controlsOff,
    "a standard less centrally": edited(POLICY, "cis-aws-foundations-benchmark", "other"),
    "switched off centrally": edited(POLICY, '"service_enabled":true', '"service_enabled":false'),
  }),
  ...rows("guardduty-on", having(FEATURE), {
    "another protection": setting(FEATURE, "name", "EKS_AUDIT_LOGS"),
  }),
  ...rows("guardduty-on", having(DETECTOR), {
    "a detector of another region": setting(DETECTOR, "provider", "aws.nowhere"),
  }),
  ...rows("members-joined", having("aws_securityhub_member"), {
    "a stranger instead": setting("aws_securityhub_member", "account_id", STRANGER),
  }),
  ...rows("members-joined", having("aws_macie2_member"), {
    "a stranger instead": setting("aws_macie2_member", "account_id", STRANGER),
  }),
  ...rows(
    "services-delegated",
    ({ stacks }) => stacks.flatMap(({ name }) => (name === "organization" ? [name] : [])),
    {
      "another service": setting(
        "aws_organizations_delegated_administrator",
        "service_principal",
        "sso.amazonaws.com",
      ),
    },
  ),
  ...rows("services-trusted", about(FOUND), {
    "another organization": lookedUp("self.id == ", "self.id != "),
    "a service that isn't asked for": lookedUp('principals, \\"macie', 'principals, \\"other'),
    "a text that is no condition": lookedUp(
      'macie.amazonaws.com\\")}',
      'macie.amazonaws.com\\")}-x',
    ),
    "no policies": lookedUp("self.roots", "self.other"),
    "nothing asked": lookedUp("postcondition", "precondition"),
  }),
  ...rows("services-trusted", ({ config }) => (config.organization ? ["organization"] : []), {
    "not looked up": notLookedUp,
  }),
  ...rows("no-force-destroy", ANYWHERE, {
    set: setting("aws_s3_bucket", "force_destroy", true),
    "set as a text": setting("aws_s3_bucket", "force_destroy", "true"),
  }),
];
