import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { SERVICE_CONTROL_POLICY } from "../control-policies";
import { type Delegation, type Organization } from "../organization";
import { text } from "../request";
import { type Call, type Gap, gapsOf } from "./gap";

const statuses = {
  AccessDeniedException: "You don't have permissions to access this resource.",
  AccountNotFoundException: "You specified an account that doesn't exist.",
  AccountAlreadyRegisteredException: "The account is a delegated administrator already.",
  AccountNotRegisteredException: "The account is no delegated administrator of this service.",
  AlreadyInOrganizationException: "The account is a member of an organization already.",
  AWSOrganizationsNotInUseException: "Your account is not a member of an organization.",
  ConstraintViolationException:
    "You attempted to register a delegated administrator before you enabled service access. Call the EnableAWSServiceAccess API first.",
  OrganizationNotEmptyException: "The organization still has member accounts.",
} as const;

const refuse = ({ request }: Call, code: keyof typeof statuses): Answer =>
  faultAnswer(request, { status: 400, code, message: statuses[code] });

const parameter = ({ request }: Call, name: string): string => text(request.parameters[name]) ?? "";

type Row = (call: Call, organization: Organization) => Answer;

/** Rows that a member may use too. */
const forMembers: Readonly<Record<string, Row>> = {
  DescribeOrganization: (_, organization) =>
    jsonAnswer({ Organization: description(organization) }),
  CreateOrganization: (call) => refuse(call, "AlreadyInOrganizationException"),
};

/** Rows that need the management account or, to read, an administrator of any service. */
const readings: Readonly<Record<string, Row>> = {
  ListRoots: (_, organization) => jsonAnswer({ Roots: [root(organization)] }),
  ListAccounts: (_, organization) =>
    jsonAnswer({ Accounts: organization.accountIds.map((id) => account(organization, id)) }),
  DescribeAccount: (call, organization) => {
    const id = parameter(call, "AccountId");
    return organization.has(id)
      ? jsonAnswer({ Account: account(organization, id) })
      : refuse(call, "AccountNotFoundException");
  },
  ListAWSServiceAccessForOrganization: (_, organization) =>
    jsonAnswer({
      EnabledServicePrincipals: organization
        .trustedServices()
        .map(([ServicePrincipal, DateEnabled]) => ({ ServicePrincipal, DateEnabled })),
    }),
  ListDelegatedAdministrators: (call, organization) =>
    jsonAnswer({
      DelegatedAdministrators: organization
        .administrators(text(call.request.parameters.ServicePrincipal))
        .map((delegation) => administrator(organization, delegation)),
    }),
  ListDelegatedServicesForAccount: (call, organization) =>
    jsonAnswer({
      DelegatedServices: organization
        .administrators()
        .filter(({ accountId }) => accountId === parameter(call, "AccountId"))
        .map(({ service, since }) => ({ ServicePrincipal: service, DelegationEnabledDate: since })),
    }),
};

const changes: Readonly<Record<string, Row>> = {
  DeleteOrganization: (call) => refuse(call, "OrganizationNotEmptyException"),
  EnableAWSServiceAccess: (call, organization) => {
    organization.trust(parameter(call, "ServicePrincipal"));
    return jsonAnswer({});
  },
  DisableAWSServiceAccess: (call, organization) => {
    organization.distrust(parameter(call, "ServicePrincipal"));
    return jsonAnswer({});
  },
  EnablePolicyType: (call, organization) => {
    organization.policies.types.add(parameter(call, "PolicyType"));
    return jsonAnswer({ Root: root(organization) });
  },
  DisablePolicyType: (call, organization) => {
    organization.policies.types.delete(parameter(call, "PolicyType"));
    return jsonAnswer({ Root: root(organization) });
  },
  RegisterDelegatedAdministrator: (call, organization) => {
    const [accountId, service] = delegation(call);
    if (!organization.has(accountId)) return refuse(call, "AccountNotFoundException");
    if (!organization.isTrusted(service)) return refuse(call, "ConstraintViolationException");
    if (organization.isDelegated(accountId, service))
      return refuse(call, "AccountAlreadyRegisteredException");
    organization.delegate(accountId, service);
    return jsonAnswer({});
  },
  DeregisterDelegatedAdministrator: (call, organization) => {
    const [accountId, service] = delegation(call);
    if (!organization.isDelegated(accountId, service))
      return refuse(call, "AccountNotRegisteredException");
    organization.revoke(accountId, service);
    return jsonAnswer({});
  },
};

const delegation = (call: Call) =>
  [parameter(call, "AccountId"), parameter(call, "ServicePrincipal")] as const;

type May = (organization: Organization, accountId: string) => boolean;

const isMember: May = (organization, accountId) => organization.has(accountId);
const isManagement: May = (organization, accountId) => organization.isManagement(accountId);
const mayRead: May = (organization, accountId) =>
  organization.isManagement(accountId) ||
  organization.administrators().some((one) => one.accountId === accountId);

/** Organizations as AWS has it: one, with the ids that the configuration names; moto makes up its own. */
export function organizationsGaps(organization: Organization): readonly Gap[] {
  const rows = (table: Readonly<Record<string, Row>>, may: May) =>
    gapsOf(
      "organizations",
      Object.fromEntries(
        Object.entries(table).map(([operation, row]) => [
          operation,
          (call: Call) => {
            const { accountId } = call.caller;
            if (!organization.has(accountId))
              return refuse(call, "AWSOrganizationsNotInUseException");
            return may(organization, accountId)
              ? row(call, organization)
              : refuse(call, "AccessDeniedException");
          },
        ]),
      ),
    );
  return [
    ...rows(forMembers, isMember),
    ...rows(readings, mayRead),
    ...rows(changes, isManagement),
  ];
}

export const arnIn = ({ settings }: Organization, resource: string): string =>
  `arn:aws:organizations::${settings.managementAccountId}:${resource}`;

const description = (organization: Organization) => {
  const { id, managementAccountId } = organization.settings;
  return {
    Id: id,
    Arn: arnIn(organization, `organization/${id}`),
    FeatureSet: "ALL",
    MasterAccountId: managementAccountId,
    MasterAccountArn: arnIn(organization, `account/${id}/${managementAccountId}`),
    MasterAccountEmail: emailOf(managementAccountId),
    AvailablePolicyTypes: [{ Type: SERVICE_CONTROL_POLICY, Status: "ENABLED" }],
  };
};

const root = (organization: Organization) => {
  const { id, rootId } = organization.settings;
  return {
    Id: rootId,
    Arn: arnIn(organization, `root/${id}/${rootId}`),
    Name: "Root",
    PolicyTypes: [...organization.policies.types].map((Type) => ({ Type, Status: "ENABLED" })),
  };
};

const emailOf = (accountId: string): string => `${accountId}@example.com`;

const account = (organization: Organization, accountId: string) => ({
  Id: accountId,
  Arn: arnIn(organization, `account/${organization.settings.id}/${accountId}`),
  Email: emailOf(accountId),
  Name: `account-${accountId}`,
  Status: "ACTIVE",
  JoinedMethod: "CREATED",
  JoinedTimestamp: 0,
});

const administrator = (organization: Organization, { accountId, since }: Delegation) => ({
  ...account(organization, accountId),
  DelegationEnabledDate: since,
});
