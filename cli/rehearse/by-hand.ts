import { GUARDRAIL_POLICY_TYPE, TRUSTED_SERVICES } from "../../config/trusted-services";
import { type Backstage } from "./backstage";
import { type JsonCall, jsonCall } from "./json-call";

/** What docs/organization.md asks somebody to do in the management account before the first apply. */
export async function prepareOrganization(backstage: Backstage): Promise<void> {
  const { config, emulator, recorder } = backstage;
  const { organization, homeRegion: region } = config;
  if (organization?.trustedAccess !== "by-hand") return;
  const { credentials } = await backstage.operator(organization.managementAccountId);
  const caller = { endpoint: emulator.url, region, accessKeyId: credentials.accessKeyId };
  const steps = [
    ...TRUSTED_SERVICES.map((service) =>
      step("EnableAWSServiceAccess", { ServicePrincipal: service }),
    ),
    step("EnablePolicyType", { RootId: organization.rootId, PolicyType: GUARDRAIL_POLICY_TYPE }),
  ];
  for (const one of steps) await jsonCall(caller, one);
  recorder.note("The organization trusts the security services", TRUSTED_SERVICES.join(", "));
}

const step = (operation: string, parameters: object): JsonCall => ({
  service: "organizations",
  target: `AWSOrganizationsV20161128.${operation}`,
  parameters,
});

/** What docs/retiring.md asks for before `audit-organization` is destroyed: Terraform can't. */
export async function leaveMacie(backstage: Backstage): Promise<void> {
  const { config, emulator, recorder } = backstage;
  const { organization, auditAccount, homeRegion: region } = config;
  const members = (organization?.macieMembers ?? []).map(({ accountId }) => accountId);
  if (members.length === 0) return;
  const { credentials } = await backstage.operator(auditAccount.id);
  const caller = { endpoint: emulator.url, region, accessKeyId: credentials.accessKeyId };
  for (const id of members)
    await jsonCall(caller, { service: "macie2", path: `/members/disassociate/${id}` });
  recorder.note("Macie's members are disassociated", members.join(", "));
}
