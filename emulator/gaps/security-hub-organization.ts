import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, type Gap, gapsOf } from "./gap";

export const SECURITY_HUB = {
  principal: "securityhub.amazonaws.com",
  refusal: { status: 403, code: "AccessDeniedException" },
} as const;

interface Configuration {
  autoEnable: unknown;
  autoEnableStandards: unknown;
  type: "LOCAL" | "CENTRAL";
  /** The next reading finds AWS still at it, as the first one after a change does. */
  pending: boolean;
}

/** How Security Hub is configured in the organization, region by region: here LOCAL or from one place. */
export class HubOrganization {
  private readonly byRegion = new Map<string, Configuration>();

  constructor(readonly administrators: Administrators) {}

  in(region: string): Configuration {
    const configuration = this.byRegion.get(region) ?? {
      autoEnable: false,
      autoEnableStandards: "NONE",
      type: "LOCAL",
      pending: false,
    };
    this.byRegion.set(region, configuration);
    return configuration;
  }

  isCentral({ request }: Call): boolean {
    return this.in(request.region).type === "CENTRAL";
  }

  forget(region: string): void {
    this.byRegion.delete(region);
  }
}

const invalid = ({ request }: Call, message: string): Answer =>
  faultAnswer(request, { status: 400, code: "InvalidInputException", message });

/** Security Hub for a whole organization; `hasAggregator` tells whether the caller has one. */
export const hubOrganizationGaps = (
  organization: HubOrganization,
  hasAggregator: (call: Call) => boolean,
): readonly Gap[] =>
  gapsOf("securityhub", {
    ...administratorRows(organization),
    "POST /organization/configuration": organization.administrators.only((call) => {
      const problem = problemWith(call, hasAggregator(call));
      if (problem !== undefined) return invalid(call, problem);
      configure(call, organization.in(call.request.region));
      return jsonAnswer({});
    }),
    "GET /organization/configuration": organization.administrators.only(({ request }) =>
      described(organization.in(request.region)),
    ),
  });

function administratorRows(organization: HubOrganization): Readonly<Record<string, Gap["answer"]>> {
  const { administrators } = organization;
  const adminOf = ({ request }: Call) => String(request.parameters.AdminAccountId);
  return {
    "POST /organization/admin/enable": (call) =>
      administrators.designate(call, adminOf(call)) ??
      jsonAnswer({ AdminAccountId: adminOf(call) }),
    "POST /organization/admin/disable": (call) => {
      if (organization.isCentral(call))
        return invalid(call, "The organization is configured centrally: make it LOCAL first");
      const refusal = administrators.dismiss(call, adminOf(call));
      if (refusal === undefined) organization.forget(call.request.region);
      return refusal ?? jsonAnswer({});
    },
    "GET /organization/admin": administrators.onlyManagement(({ request }) => {
      const AccountId = administrators.in(request.region);
      return jsonAnswer({
        AdminAccounts: AccountId === undefined ? [] : [{ AccountId, Status: "ENABLED" }],
      });
    }),
  };
}

function configure(call: Call, configuration: Configuration): void {
  const { AutoEnable, AutoEnableStandards } = call.request.parameters;
  const type = wantedType(call) ?? configuration.type;
  configuration.autoEnable = AutoEnable;
  configuration.autoEnableStandards = AutoEnableStandards ?? configuration.autoEnableStandards;
  configuration.pending = type !== configuration.type;
  configuration.type = type;
}

function wantedType({ request }: Call): Configuration["type"] | undefined {
  const asked = request.parameters.OrganizationConfiguration as
    { readonly ConfigurationType?: Configuration["type"] } | undefined;
  return asked?.ConfigurationType;
}

/** What AWS asks of central configuration (Security Hub guide, start-central-configuration). */
function problemWith(call: Call, hasAggregator: boolean): string | undefined {
  const { AutoEnable, AutoEnableStandards } = call.request.parameters;
  if (wantedType(call) !== "CENTRAL") return undefined;
  if (!hasAggregator) return "Central configuration needs a finding aggregator";
  if (AutoEnable !== false) return "AutoEnable must be false with central configuration";
  return AutoEnableStandards === "NONE"
    ? undefined
    : "AutoEnableStandards must be NONE with central configuration";
}

function described(configuration: Configuration): Answer {
  const Status = configuration.pending ? "PENDING" : "ENABLED";
  configuration.pending = false;
  return jsonAnswer({
    AutoEnable: configuration.autoEnable,
    AutoEnableStandards: configuration.autoEnableStandards,
    MemberAccountLimitReached: false,
    OrganizationConfiguration: { ConfigurationType: configuration.type, Status },
  });
}
