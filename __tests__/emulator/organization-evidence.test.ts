import {
  AUDIT,
  type Bench,
  MANAGEMENT,
  organizationBench,
  said,
  STRANGER,
  WORKLOAD,
} from "./organization-bench";

const ask = async (bench: Bench, account: string, call: string, body: object = {}) =>
  said(await bench.json(account, call, body));

const trust = (bench: Bench, service: string) =>
  ask(bench, MANAGEMENT, "organizations:EnableAWSServiceAccess", {
    ServicePrincipal: `${service}.amazonaws.com`,
  });

describe("a trail of the organization", () => {
  const Name = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/organization`;
  const trail = { Name: "organization", S3BucketName: "b", IsOrganizationTrail: true };
  const create = (bench: Bench, account: string) =>
    ask(bench, account, "cloudtrail:CreateTrail", trail);
  const register = (bench: Bench) =>
    ask(bench, MANAGEMENT, "cloudtrail:RegisterOrganizationDelegatedAdmin", {
      MemberAccountId: AUDIT,
    });
  const delegated = async () => {
    const bench = organizationBench();
    await trust(bench, "cloudtrail");
    await register(bench);
    return bench;
  };

  test("belongs to the management account, also when the administrator makes it", async () => {
    const bench = await delegated();

    expect(await create(bench, AUDIT)).toMatchObject({ reached: MANAGEMENT });
  });

  test.each(["GetTrailStatus", "StartLogging", "DeleteTrail", "GetEventSelectors"])(
    "%s of its administrator reaches it there, and a member's doesn't",
    async (operation) => {
      const bench = await delegated();
      const named = operation === "GetEventSelectors" ? { TrailName: Name } : { Name };
      const call = `cloudtrail:${operation}`;

      expect(await ask(bench, AUDIT, call, named)).toMatchObject({ reached: MANAGEMENT });
      expect(await ask(bench, WORKLOAD, call, named)).toMatchObject({ reached: WORKLOAD });
    },
  );

  test("needs trusted access, an administrator and an organization", async () => {
    const bench = organizationBench();
    expect(await register(bench)).toBe("CloudTrailAccessNotEnabledException");
    expect(await create(bench, MANAGEMENT)).toBe("CloudTrailAccessNotEnabledException");
    await trust(bench, "cloudtrail");

    expect(await create(bench, AUDIT)).toBe("NotOrganizationMasterAccountException");
    expect(await create(bench, STRANGER)).toBe("OrganizationsNotInUseException");
    expect(await create(bench, MANAGEMENT)).toMatchObject({ reached: MANAGEMENT });
    expect(await create(organizationBench(null), AUDIT)).toBe("OrganizationsNotInUseException");
  });

  test("is out of the administrator's hands once that is deregistered", async () => {
    const bench = await delegated();
    await ask(bench, MANAGEMENT, "cloudtrail:DeregisterOrganizationDelegatedAdmin", {
      DelegatedAdminAccountId: AUDIT,
    });

    expect(await create(bench, AUDIT)).toBe("NotOrganizationMasterAccountException");
  });
});

test("a trail's insights are those of the last call", async () => {
  const bench = organizationBench(null);
  const put = (...types: string[]) =>
    ask(bench, AUDIT, "cloudtrail:PutInsightSelectors", {
      TrailName: "own",
      InsightSelectors: types.map((InsightType) => ({ InsightType })),
    });
  await put("ApiCallRateInsight", "ApiErrorRateInsight");
  await put("ApiErrorRateInsight");
  const TrailName = `arn:aws:cloudtrail:us-east-1:${AUDIT}:trail/own`;

  expect(await ask(bench, AUDIT, "cloudtrail:GetInsightSelectors", { TrailName })).toMatchObject({
    InsightSelectors: [{ InsightType: "ApiErrorRateInsight" }],
  });
});

describe("an aggregator of the organization's configuration", () => {
  const put = "config:PutConfigurationAggregator";
  const OrganizationAggregationSource = { RoleArn: "arn", AllAwsRegions: true };

  test("is its administrator's to make", async () => {
    const bench = organizationBench();
    expect(await ask(bench, AUDIT, put, { OrganizationAggregationSource })).toBe(
      "OrganizationAccessDeniedException",
    );
    await trust(bench, "config");
    await ask(bench, MANAGEMENT, "organizations:RegisterDelegatedAdministrator", {
      AccountId: AUDIT,
      ServicePrincipal: "config.amazonaws.com",
    });

    expect(await ask(bench, AUDIT, put, { OrganizationAggregationSource })).toMatchObject({
      reached: AUDIT,
    });
    expect(await ask(bench, WORKLOAD, put, { OrganizationAggregationSource })).toBe(
      "OrganizationAccessDeniedException",
    );
  });

  test("needs trusted access, of the management account too", async () => {
    const bench = organizationBench();
    expect(await ask(bench, MANAGEMENT, put, { OrganizationAggregationSource })).toBe(
      "OrganizationAccessDeniedException",
    );
    await trust(bench, "config");

    expect(await ask(bench, MANAGEMENT, put, { OrganizationAggregationSource })).toMatchObject({
      reached: MANAGEMENT,
    });
  });

  test("doesn't exist without an organization, and one of accounts does", async () => {
    const bench = organizationBench(null);

    expect(await ask(bench, AUDIT, put, { OrganizationAggregationSource })).toBe(
      "NoAvailableOrganizationException",
    );
    expect(await ask(bench, AUDIT, put, { AccountAggregationSources: [] })).toMatchObject({
      reached: AUDIT,
    });
  });
});
