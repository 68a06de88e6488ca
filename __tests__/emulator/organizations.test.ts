import {
  AUDIT,
  type Bench,
  MANAGEMENT,
  ORGANIZATION,
  organizationBench,
  said,
  STRANGER,
  WORKLOAD,
} from "./organization-bench";

const ask = async (bench: Bench, account: string, operation: string, body: object = {}) =>
  said(await bench.json(account, `organizations:${operation}`, body));

const config = { ServicePrincipal: "config.amazonaws.com" };
const auditConfig = { ...config, AccountId: AUDIT };

const trusting = async () => {
  const bench = organizationBench();
  await ask(bench, MANAGEMENT, "EnableAWSServiceAccess", config);
  return bench;
};

describe("the organization", () => {
  test("has the ids that it was given, and every account stands below its root", async () => {
    const bench = organizationBench();

    expect(await ask(bench, WORKLOAD, "DescribeOrganization")).toMatchObject({
      Organization: {
        Id: ORGANIZATION.id,
        MasterAccountId: MANAGEMENT,
        FeatureSet: "ALL",
      },
    });
    expect(await ask(bench, MANAGEMENT, "ListRoots")).toMatchObject({
      Roots: [{ Id: ORGANIZATION.rootId, PolicyTypes: [] }],
    });
    expect(await ask(bench, MANAGEMENT, "ListAccounts")).toMatchObject({
      Accounts: [{ Id: MANAGEMENT }, { Id: AUDIT }, { Id: WORKLOAD }],
    });
  });

  test("is unknown to an account outside, and can't be made twice or deleted", async () => {
    const bench = organizationBench();

    expect(await ask(bench, STRANGER, "DescribeOrganization")).toBe(
      "AWSOrganizationsNotInUseException",
    );
    expect(await ask(bench, MANAGEMENT, "CreateOrganization")).toBe(
      "AlreadyInOrganizationException",
    );
    expect(await ask(bench, MANAGEMENT, "DeleteOrganization")).toBe(
      "OrganizationNotEmptyException",
    );
  });

  test.each(["ListAccounts", "ListRoots", "ListAWSServiceAccessForOrganization"])(
    "%s is for the management account and for delegated administrators",
    async (operation) => {
      const bench = await trusting();
      expect(await ask(bench, AUDIT, operation)).toBe("AccessDeniedException");

      await ask(bench, MANAGEMENT, "RegisterDelegatedAdministrator", auditConfig);

      expect(await ask(bench, AUDIT, operation)).toBeInstanceOf(Object);
      expect(await ask(bench, WORKLOAD, operation)).toBe("AccessDeniedException");
    },
  );
});

describe("trusted access", () => {
  const trusted = async (bench: Bench) =>
    (
      (await ask(bench, MANAGEMENT, "ListAWSServiceAccessForOrganization")) as {
        EnabledServicePrincipals: { ServicePrincipal: string }[];
      }
    ).EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal);

  test("is listed from its enabling to its disabling", async () => {
    const bench = await trusting();
    expect(await trusted(bench)).toEqual(["config.amazonaws.com"]);

    await ask(bench, MANAGEMENT, "DisableAWSServiceAccess", config);

    expect(await trusted(bench)).toEqual([]);
  });

  test("is the management account's to give", async () => {
    const bench = organizationBench();

    expect(await ask(bench, AUDIT, "EnableAWSServiceAccess", config)).toBe("AccessDeniedException");
    expect(await trusted(bench)).toEqual([]);
  });
});

describe("delegated administrators", () => {
  test("are registered only once the service is trusted, and only once", async () => {
    const bench = organizationBench();
    const register = () => ask(bench, MANAGEMENT, "RegisterDelegatedAdministrator", auditConfig);
    expect(await register()).toBe("ConstraintViolationException");

    await ask(bench, MANAGEMENT, "EnableAWSServiceAccess", config);

    expect(await register()).toEqual({});
    expect(await register()).toBe("AccountAlreadyRegisteredException");
  });

  test("are accounts of the organization", async () => {
    const stranger = { ...config, AccountId: STRANGER };

    expect(
      await ask(await trusting(), MANAGEMENT, "RegisterDelegatedAdministrator", stranger),
    ).toBe("AccountNotFoundException");
  });

  test("are listed by service until they are deregistered", async () => {
    const bench = await trusting();
    await ask(bench, MANAGEMENT, "RegisterDelegatedAdministrator", auditConfig);
    const listed = (ServicePrincipal: string) =>
      ask(bench, MANAGEMENT, "ListDelegatedAdministrators", { ServicePrincipal });
    expect(await listed("config.amazonaws.com")).toMatchObject({
      DelegatedAdministrators: [{ Id: AUDIT }],
    });
    expect(await listed("macie.amazonaws.com")).toEqual({ DelegatedAdministrators: [] });

    await ask(bench, MANAGEMENT, "DeregisterDelegatedAdministrator", auditConfig);

    expect(await listed("config.amazonaws.com")).toEqual({ DelegatedAdministrators: [] });
    expect(await ask(bench, MANAGEMENT, "DeregisterDelegatedAdministrator", auditConfig)).toBe(
      "AccountNotRegisteredException",
    );
  });
});
