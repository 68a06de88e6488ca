import { faultAnswer } from "../answer";
import { type Organization } from "../organization";
import { type Call, type Gap, gapsOf } from "./gap";

const CONFIG = "config.amazonaws.com";

function refusal({ caller }: Call, organization: Organization | undefined): string | undefined {
  if (organization?.has(caller.accountId) !== true) return "NoAvailableOrganizationException";
  return organization.isTrusted(CONFIG) && organization.mayAdminister(caller.accountId, CONFIG)
    ? undefined
    : "OrganizationAccessDeniedException";
}

/** moto lets anybody aggregate the organization's configuration. */
export const configAggregatorGaps = (organization: Organization | undefined): readonly Gap[] =>
  gapsOf("config", {
    PutConfigurationAggregator: (call) => {
      const wanted = call.request.parameters.OrganizationAggregationSource !== undefined;
      const code = wanted ? refusal(call, organization) : undefined;
      if (code === undefined) return call.forward();
      const message =
        "Only the organization's management account or AWS Config's delegated administrator may aggregate it";
      return faultAnswer(call.request, { status: 400, code, message });
    },
  });
