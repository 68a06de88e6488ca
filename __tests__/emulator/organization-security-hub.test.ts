import {
  AUDIT,
  type Bench,
  asked,
  designate,
  MANAGEMENT,
  ORGANIZATION,
  organizationBench,
  WORKLOAD,
} from "./organization-bench";

describe("Security Hub", () => {
  const central = {
    AutoEnable: false,
    AutoEnableStandards: "NONE",
    OrganizationConfiguration: { ConfigurationType: "CENTRAL" },
  };
  const update = "securityhub POST /organization/configuration";
  const create = "securityhub POST /configurationPolicy/create";
  const Target = { RootId: ORGANIZATION.rootId };
  const opened = async ({ aggregates = true } = {}) => {
    const bench = organizationBench();
    await asked(bench, AUDIT, "securityhub POST /accounts");
    await designate(bench, "securityhub");
    const body = { RegionLinkingMode: "ALL_REGIONS" };
    if (aggregates) await asked(bench, AUDIT, "securityhub POST /findingAggregator/create", body);
    return bench;
  };
  const centrally = async () => {
    const bench = await opened();
    await asked(bench, AUDIT, update, central);
    return bench;
  };
  const newPolicy = async (bench: Bench) => {
    const made = await asked(bench, AUDIT, create, { Name: "all", ConfigurationPolicy: {} });
    return (made as { Id: string }).Id;
  };
  const status = async (bench: Bench) =>
    (
      (await asked(bench, AUDIT, "securityhub GET /organization/configuration")) as {
        OrganizationConfiguration: unknown;
      }
    ).OrganizationConfiguration;

  test("is configured centrally after a while", async () => {
    const bench = await opened();
    expect(await status(bench)).toEqual({ ConfigurationType: "LOCAL", Status: "ENABLED" });

    expect(await asked(bench, AUDIT, update, central)).toEqual({});

    expect(await status(bench)).toEqual({ ConfigurationType: "CENTRAL", Status: "PENDING" });
    expect(await status(bench)).toEqual({ ConfigurationType: "CENTRAL", Status: "ENABLED" });
  });

  test.each([
    ["without a finding aggregator", false, {}],
    ["while new accounts are enabled automatically", true, { AutoEnable: true }],
    ["while their standards are", true, { AutoEnableStandards: "DEFAULT" }],
  ])("isn't configured centrally %s", async (_, aggregates, changes) => {
    const bench = await opened({ aggregates });

    expect(await asked(bench, AUDIT, update, { ...central, ...changes })).toBe(
      "InvalidInputException",
    );
  });

  test("has configuration policies only when it is configured centrally", async () => {
    const bench = await opened();
    expect(await asked(bench, AUDIT, create, { Name: "all" })).toBe("AccessDeniedException");
    await asked(bench, AUDIT, update, central);

    expect(await asked(bench, AUDIT, create, { Name: "all" })).toMatchObject({ Name: "all" });
    expect(await asked(bench, WORKLOAD, create, { Name: "all" })).toBe("AccessDeniedException");
  });

  test("a policy keeps what a change of it doesn't name", async () => {
    const bench = await centrally();
    const Id = await newPolicy(bench);

    await asked(bench, AUDIT, `securityhub PATCH /configurationPolicy/${Id}`, { Description: "d" });

    expect(
      await asked(bench, AUDIT, `securityhub GET /configurationPolicy/get/${Id}`),
    ).toMatchObject({ Id, Name: "all", Description: "d" });
  });

  test("a policy at the root succeeds after a while, and switches the members' hubs on", async () => {
    const bench = await centrally();
    const ConfigurationPolicyIdentifier = await newPolicy(bench);
    const association = "securityhub POST /configurationPolicyAssociation";
    const read = () => asked(bench, AUDIT, `${association}/get`, { Target });

    await asked(bench, AUDIT, `${association}/associate`, {
      ConfigurationPolicyIdentifier,
      Target,
    });

    expect(await read()).toMatchObject({ AssociationStatus: "PENDING", TargetType: "ROOT" });
    expect(await read()).toMatchObject({ AssociationStatus: "SUCCESS", TargetId: Target.RootId });
    expect(await asked(bench, WORKLOAD, "securityhub POST /accounts")).toBe(
      "ResourceConflictException",
    );
    const remove = `securityhub DELETE /configurationPolicy/${ConfigurationPolicyIdentifier}`;
    expect(await asked(bench, AUDIT, remove)).toBe("ResourceConflictException");

    await asked(bench, AUDIT, `${association}/disassociate`, {
      ConfigurationPolicyIdentifier,
      Target,
    });
    expect(await read()).toBe("ResourceNotFoundException");
    expect(await asked(bench, AUDIT, remove)).toEqual({});
  });

  test("keeps administrator and aggregator while it is configured centrally", async () => {
    const bench = await centrally();
    const { FindingAggregators } = (await asked(
      bench,
      AUDIT,
      "securityhub GET /findingAggregator/list",
    )) as { FindingAggregators: { FindingAggregatorArn: string }[] };
    const arn = encodeURIComponent(FindingAggregators[0]?.FindingAggregatorArn ?? "");
    const remove = () => asked(bench, AUDIT, `securityhub DELETE /findingAggregator/delete/${arn}`);
    const dismiss = () =>
      asked(bench, MANAGEMENT, "securityhub POST /organization/admin/disable", {
        AdminAccountId: AUDIT,
      });
    expect(await remove()).toBe("InvalidInputException");
    expect(await dismiss()).toBe("InvalidInputException");

    const OrganizationConfiguration = { ConfigurationType: "LOCAL" };
    await asked(bench, AUDIT, update, { ...central, OrganizationConfiguration });

    expect(await remove()).toEqual({});
    expect(await dismiss()).toEqual({});
  });

  test("gives members an administrator, and lets them aggregate nothing", async () => {
    const bench = await opened();

    expect(await asked(bench, WORKLOAD, "securityhub GET /administrator")).toMatchObject({
      Administrator: { AccountId: AUDIT },
    });
    expect(
      await asked(bench, WORKLOAD, "securityhub POST /findingAggregator/create", {
        RegionLinkingMode: "ALL_REGIONS",
      }),
    ).toBe("InvalidInputException");
  });
});
