import {
  AUDIT,
  type Bench,
  designate,
  MANAGEMENT,
  organizationBench,
  said,
  STRANGER,
  WORKLOAD,
} from "./organization-bench";

interface Service {
  readonly service: string;
  readonly refusal: string;
  /** What an account needs before it can configure the organization. */
  readonly prepare: (bench: Bench) => Promise<unknown>;
  readonly configure: (bench: Bench, account: string, region?: string) => Promise<unknown>;
  readonly dismiss: (bench: Bench) => Promise<unknown>;
  /** The account's own detector, session or hub. */
  readonly switchOn: (bench: Bench, account: string) => Promise<unknown>;
  readonly switchOff: (bench: Bench) => Promise<unknown>;
  readonly alreadyOn: string;
  readonly stillNeeded: string;
}

const services: readonly Service[] = [
  {
    service: "guardduty",
    refusal: "BadRequestException",
    prepare: () => Promise.resolve(),
    configure: async (bench, account, region) =>
      said(await bench.rest(account, "guardduty GET /detector/d1/admin", undefined, region)),
    dismiss: async (bench) =>
      said(
        await bench.rest(MANAGEMENT, "guardduty POST /admin/disable", { adminAccountId: AUDIT }),
      ),
    switchOn: async (bench, account) => said(await bench.rest(account, "guardduty POST /detector")),
    switchOff: async (bench) => said(await bench.rest(AUDIT, "guardduty DELETE /detector/d1")),
    alreadyOn: "BadRequestException",
    stillNeeded: "BadRequestException",
  },
  {
    service: "macie2",
    refusal: "AccessDeniedException",
    prepare: async (bench) => {
      for (const account of [AUDIT, WORKLOAD]) await bench.rest(account, "macie2 POST /macie");
    },
    configure: async (bench, account, region) =>
      said(await bench.rest(account, "macie2 GET /admin/configuration", undefined, region)),
    dismiss: async (bench) =>
      said(await bench.rest(MANAGEMENT, `macie2 DELETE /admin?adminAccountId=${AUDIT}`)),
    switchOn: async (bench, account) => said(await bench.rest(account, "macie2 POST /macie")),
    switchOff: async (bench) => said(await bench.rest(AUDIT, "macie2 DELETE /macie")),
    alreadyOn: "ConflictException",
    stillNeeded: "ConflictException",
  },
  {
    service: "securityhub",
    refusal: "AccessDeniedException",
    prepare: () => Promise.resolve(),
    configure: async (bench, account, region) =>
      said(
        await bench.rest(account, "securityhub GET /organization/configuration", undefined, region),
      ),
    dismiss: async (bench) =>
      said(
        await bench.rest(MANAGEMENT, "securityhub POST /organization/admin/disable", {
          AdminAccountId: AUDIT,
        }),
      ),
    switchOn: async (bench, account) =>
      said(await bench.rest(account, "securityhub POST /accounts")),
    switchOff: async (bench) => said(await bench.rest(AUDIT, "securityhub DELETE /accounts")),
    alreadyOn: "ResourceConflictException",
    stillNeeded: "InvalidInputException",
  },
];

describe.each(services)("the administrator of $service", (row) => {
  const { service, refusal, prepare, configure, dismiss, switchOn, switchOff } = row;

  const opened = async () => {
    const bench = organizationBench();
    await prepare(bench);
    return bench;
  };

  test("configures the organization, and nobody else does", async () => {
    const bench = await opened();
    expect(await configure(bench, AUDIT)).toBe(refusal);

    expect((await designate(bench, service)).status).toBe(200);

    expect(await configure(bench, AUDIT)).toBeInstanceOf(Object);
    expect(await configure(bench, WORKLOAD)).toBe(refusal);
  });

  test("is one for a region until it is dismissed", async () => {
    const bench = await opened();
    await designate(bench, service);
    expect(await configure(bench, AUDIT, "eu-west-1")).not.toBeInstanceOf(Object);

    expect(await dismiss(bench)).toEqual({});

    expect(await configure(bench, AUDIT)).toBe(refusal);
    expect(await dismiss(bench)).toBe(refusal);
  });

  test("is designated by the management account alone, from among its accounts", async () => {
    const bench = await opened();

    expect(said(await designate(bench, service, { by: AUDIT }))).toBe(refusal);
    expect(said(await designate(bench, service, { account: STRANGER }))).toBe(refusal);
    expect(said(await designate(bench, service, { by: STRANGER }))).toBe(refusal);
  });

  test("is the same account in every region", async () => {
    const bench = await opened();
    await designate(bench, service);
    const elsewhere = { account: WORKLOAD, region: "eu-west-1" };

    expect(said(await designate(bench, service, elsewhere))).toBe(refusal);
    expect((await designate(bench, service, { region: "eu-west-1" })).status).toBe(200);
  });

  test("is told to Organizations, with the service's trusted access", async () => {
    const bench = await opened();
    await designate(bench, service);
    const list = async (operation: string) =>
      said(await bench.json(MANAGEMENT, `organizations:${operation}`));
    const ServicePrincipal = `${service.replace("2", "")}.amazonaws.com`;

    expect(await list("ListAWSServiceAccessForOrganization")).toMatchObject({
      EnabledServicePrincipals: [{ ServicePrincipal }],
    });
    expect(await list("ListDelegatedAdministrators")).toMatchObject({
      DelegatedAdministrators: [{ Id: AUDIT }],
    });

    await dismiss(bench);

    expect(await list("ListDelegatedAdministrators")).toEqual({ DelegatedAdministrators: [] });
  });

  test("can't be designated where there is no organization", async () => {
    const bench = organizationBench(null);

    expect(said(await designate(bench, service))).toBe(refusal);
  });

  test("can't switch off its own part while it administers", async () => {
    const bench = await opened();
    await switchOn(bench, AUDIT);
    await designate(bench, service);
    expect(await switchOff(bench)).toBe(row.stillNeeded);

    await dismiss(bench);

    expect(await switchOff(bench)).toBeInstanceOf(Object);
  });

  test("an account can't switch on what it has", async () => {
    const bench = organizationBench();
    expect(await switchOn(bench, WORKLOAD)).toBeInstanceOf(Object);

    expect(await switchOn(bench, WORKLOAD)).toBe(row.alreadyOn);
  });
});

test.each(["guardduty POST /detector", "macie2 POST /macie"])(
  "designated before it has its own part, it gets one, and %s comes too late",
  async (call) => {
    const bench = organizationBench();
    await designate(bench, call.split(" ")[0] ?? "");

    expect((await bench.rest(AUDIT, call)).status).toBeGreaterThanOrEqual(400);
  },
);
