import { jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, gapsOf } from "./gap";
import { ensureDetector, type Feature } from "./guardduty";

export const GUARDDUTY = {
  principal: "guardduty.amazonaws.com",
  refusal: { status: 400, code: "BadRequestException" },
} as const;

/** Every feature is listed, wanted or not (GuardDuty API, DescribeOrganizationConfiguration). */
const FEATURES = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "EKS_RUNTIME_MONITORING",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
];

interface Configuration {
  autoEnable: string;
  readonly features: Map<string, Feature>;
}

const unconfigured = (): Configuration => ({
  autoEnable: "NONE",
  features: new Map(FEATURES.map((name) => [name, { name, autoEnable: "NONE" }])),
});

/** GuardDuty for a whole organization, in the hands of the account that was made its administrator. */
export function guarddutyOrganizationGaps(administrators: Administrators) {
  const byRegion = new Map<string, Configuration>();
  const configurationOf = ({ request }: Call): Configuration => {
    const configuration = byRegion.get(request.region) ?? unconfigured();
    byRegion.set(request.region, configuration);
    return configuration;
  };
  const adminOf = ({ request }: Call) => String(request.parameters.adminAccountId);
  return gapsOf("guardduty", {
    "POST /admin/enable": async (call) => {
      const refusal = administrators.designate(call, adminOf(call));
      if (refusal !== undefined) return refusal;
      await ensureDetector(call, adminOf(call));
      return jsonAnswer({});
    },
    "POST /admin/disable": (call) => {
      const refusal = administrators.dismiss(call, adminOf(call));
      if (refusal === undefined) byRegion.delete(call.request.region);
      return refusal ?? jsonAnswer({});
    },
    "GET /admin": administrators.onlyManagement(({ request }) => {
      const adminAccountId = administrators.in(request.region);
      const enabled = { adminAccountId, adminStatus: "ENABLED" };
      return jsonAnswer({ adminAccounts: adminAccountId === undefined ? [] : [enabled] });
    }),
    "POST /detector/*/admin": administrators.only(async (call) => {
      await configure(call, configurationOf(call), administrators);
      return jsonAnswer({});
    }),
    "GET /detector/*/admin": administrators.only((call) => described(configurationOf(call))),
  });
}

async function configure(
  call: Call,
  configuration: Configuration,
  administrators: Administrators,
): Promise<void> {
  const { autoEnableOrganizationMembers, features } = call.request.parameters;
  for (const feature of (features ?? []) as readonly Feature[]) {
    configuration.features.set(feature.name, feature);
  }
  if (typeof autoEnableOrganizationMembers !== "string") return;
  configuration.autoEnable = autoEnableOrganizationMembers;
  if (autoEnableOrganizationMembers !== "ALL") return;
  for (const member of administrators.members(call)) await ensureDetector(call, member);
}

const described = ({ autoEnable, features }: Configuration) =>
  jsonAnswer({
    autoEnable: autoEnable !== "NONE",
    autoEnableOrganizationMembers: autoEnable,
    memberAccountLimitReached: false,
    dataSources: { s3Logs: { autoEnable: features.get("S3_DATA_EVENTS")?.autoEnable === "ALL" } },
    features: [...features.values()],
  });
