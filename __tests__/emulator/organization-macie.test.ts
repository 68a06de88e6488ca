import {
  AUDIT,
  asked,
  designate,
  organizationBench,
  STRANGER,
  WORKLOAD,
} from "./organization-bench";

describe("Macie", () => {
  const account = { accountId: WORKLOAD, email: "payments@example.com" };
  const read = `macie2 GET /members/${WORKLOAD}`;
  const opened = async () => {
    const bench = organizationBench();
    await asked(bench, AUDIT, "macie2 POST /macie");
    await designate(bench, "macie2");
    await asked(bench, AUDIT, "macie2 POST /members", { account, tags: { a: "1" } });
    return bench;
  };

  test("gives a member its session and never says its address again", async () => {
    const bench = await opened();

    expect(await asked(bench, WORKLOAD, "macie2 GET /macie")).toMatchObject({ status: "ENABLED" });
    expect(await asked(bench, WORKLOAD, "macie2 GET /administrator")).toMatchObject({
      administrator: { accountId: AUDIT },
    });
    const member = await asked(bench, AUDIT, read);
    expect(member).toMatchObject({ relationshipStatus: "Enabled", tags: { a: "1" } });
    expect(member).not.toHaveProperty("email");
  });

  test("deletes a member only after it is disassociated", async () => {
    const bench = await opened();
    expect(await asked(bench, AUDIT, `macie2 DELETE /members/${WORKLOAD}`)).toBe(
      "ConflictException",
    );

    await asked(bench, AUDIT, `macie2 POST /members/disassociate/${WORKLOAD}`);
    expect(await asked(bench, AUDIT, read)).toMatchObject({ relationshipStatus: "Removed" });

    expect(await asked(bench, AUDIT, `macie2 DELETE /members/${WORKLOAD}`)).toEqual({});
    expect(await asked(bench, AUDIT, read)).toBe("ResourceNotFoundException");
  });

  test("takes no member from outside of the organization", async () => {
    const bench = await opened();
    const stranger = { account: { ...account, accountId: STRANGER } };

    expect(await asked(bench, AUDIT, "macie2 POST /members", stranger)).toBe(
      "ResourceNotFoundException",
    );
  });

  test.each(["macie2 POST /jobs", "macie2 GET /classification-export-configuration"])(
    "%s needs Macie to be enabled first",
    async (call) => {
      const bench = organizationBench();
      expect(await asked(bench, AUDIT, call)).toBe("AccessDeniedException");

      await asked(bench, AUDIT, "macie2 POST /macie");

      expect(await asked(bench, AUDIT, call)).toBeInstanceOf(Object);
    },
  );

  test("exports results where it was told, until it is disabled", async () => {
    const bench = organizationBench();
    const s3Destination = { bucketName: "results", kmsKeyArn: "arn" };
    const configuration = { s3Destination };
    const exported = () => asked(bench, AUDIT, "macie2 GET /classification-export-configuration");
    await asked(bench, AUDIT, "macie2 POST /macie");

    await asked(bench, AUDIT, "macie2 PUT /classification-export-configuration", { configuration });
    expect(await exported()).toEqual({ configuration });

    await asked(bench, AUDIT, "macie2 DELETE /macie");
    await asked(bench, AUDIT, "macie2 POST /macie");
    expect(await exported()).toEqual({ configuration: {} });
  });

  test("a session keeps what a change of it doesn't name", async () => {
    const bench = organizationBench();
    await asked(bench, AUDIT, "macie2 POST /macie", { findingPublishingFrequency: "ONE_HOUR" });

    await asked(bench, AUDIT, "macie2 PATCH /macie", { status: "PAUSED" });

    expect(await asked(bench, AUDIT, "macie2 GET /macie")).toMatchObject({
      findingPublishingFrequency: "ONE_HOUR",
      status: "PAUSED",
    });
  });
});
