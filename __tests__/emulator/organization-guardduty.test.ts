import {
  AUDIT,
  asked,
  designate,
  MANAGEMENT,
  organizationBench,
  WORKLOAD,
} from "./organization-bench";

describe("GuardDuty", () => {
  const configure = "guardduty POST /detector/d1/admin";
  const opened = async () => {
    const bench = organizationBench();
    await designate(bench, "guardduty");
    return bench;
  };

  test("for all members gives each of them a detector, and knows their administrator", async () => {
    const bench = await opened();
    await asked(bench, AUDIT, configure, { autoEnableOrganizationMembers: "ALL" });

    expect(bench.detectorsOf(WORKLOAD)).toEqual([`${WORKLOAD}/us-east-1`]);
    expect(await asked(bench, WORKLOAD, "guardduty POST /detector")).toBe("BadRequestException");
    expect(bench.detectorsOf(MANAGEMENT)).toEqual([]);
    expect(await asked(bench, WORKLOAD, "guardduty GET /detector/d1/administrator")).toEqual({
      administrator: { accountId: AUDIT, relationshipStatus: "Enabled" },
    });
    expect(await asked(bench, AUDIT, "guardduty GET /detector/d1/administrator")).toEqual({});
  });

  test("for none of them leaves members without a detector", async () => {
    const bench = await opened();
    await asked(bench, AUDIT, configure, { autoEnableOrganizationMembers: "NONE" });

    expect(bench.detectorsOf(WORKLOAD)).toEqual([]);
  });

  test("keeps one feature when another is set, and lists those that nobody set", async () => {
    const bench = await opened();
    await asked(bench, AUDIT, configure, { autoEnableOrganizationMembers: "ALL" });
    for (const name of ["S3_DATA_EVENTS", "RUNTIME_MONITORING"]) {
      await asked(bench, AUDIT, configure, { features: [{ name, autoEnable: "ALL" }] });
    }

    expect(await asked(bench, AUDIT, "guardduty GET /detector/d1/admin")).toMatchObject({
      autoEnableOrganizationMembers: "ALL",
      features: expect.arrayContaining([
        { name: "S3_DATA_EVENTS", autoEnable: "ALL" },
        { name: "RUNTIME_MONITORING", autoEnable: "ALL" },
        { name: "RDS_LOGIN_EVENTS", autoEnable: "NONE" },
      ]) as unknown,
    });
  });

  test("forgets what was configured when its administrator is dismissed", async () => {
    const bench = await opened();
    await asked(bench, AUDIT, configure, { autoEnableOrganizationMembers: "ALL" });
    await asked(bench, MANAGEMENT, "guardduty POST /admin/disable", { adminAccountId: AUDIT });
    await designate(bench, "guardduty");

    expect(await asked(bench, AUDIT, "guardduty GET /detector/d1/admin")).toMatchObject({
      autoEnableOrganizationMembers: "NONE",
    });
  });
});
