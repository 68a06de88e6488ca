import { channelProblems, recorderProblems } from "../../cli/doctor/checks/recorder";
import { functionProblems } from "../../cli/doctor/checks/responder";
import { trailCheck, trailProblems } from "../../cli/doctor/checks/trail";
import { CHECKS } from "../../cli/doctor/checks";
import { doctorClients } from "../../cli/doctor/clients";
import { type Finding } from "../../cli/doctor/finding";
import { diagnosisText } from "../../cli/doctor/text";
import { unseen } from "../../cli/doctor/unseen";
import { type StackJson } from "../../stacks/read-stack";
import { examinedBy } from "../support/doctor";
import { ESTATES, organizationExample } from "../support/estates";

const whats = (problems: readonly { readonly what: string }[]) => problems.map(({ what }) => what);

describe("a trail", () => {
  test("that logs and delivers is fine", () => {
    expect(trailProblems("acme", { IsLogging: true, LatestDeliveryTime: new Date() })).toEqual([]);
  });

  test.each([
    ["LatestDeliveryError", "log files don't reach the bucket: AccessDenied"],
    ["LatestDigestDeliveryError", "digest files don't reach the bucket: AccessDenied"],
    ["LatestCloudWatchLogsDeliveryError", "events don't reach the log group: AccessDenied"],
  ])("whose status has a %s says which files are missing", (field, what) => {
    const status = { IsLogging: true, [field]: "AccessDenied" };
    expect(whats(trailProblems("acme", status))).toEqual([what]);
  });

  test("that is stopped is told of first, with how to start it", () => {
    const [stopped, undelivered] = trailProblems("acme", {
      IsLogging: false,
      LatestDeliveryError: "NoSuchBucket",
    });

    expect(stopped?.remedy).toContain("aws cloudtrail start-logging --name acme");
    expect(undelivered?.what).toContain("NoSuchBucket");
  });
});

test("an organization's trail is asked for by the management account's ARN", async () => {
  const { estate } = ESTATES.find(({ title }) => title === "with an organization") ?? {
    estate: [],
  };
  const stack = estate.find(({ name }) => name === "audit-organization");
  const config = organizationExample();
  const clients = doctorClients({ region: "us-east-1" });
  const asked: unknown[] = [];
  jest.spyOn(clients.cloudtrail, "send").mockImplementation(({ input }) => {
    asked.push(input);
    return { Trail: { LogFileValidationEnabled: true }, IsLogging: true };
  });
  if (!stack) throw new Error("the organization has no stack for its trail");

  const problems = await trailCheck.examine(examinedBy(trailCheck, { config, stack, clients }));

  const management = config.organization?.managementAccountId ?? "";
  const Name = `arn:aws:cloudtrail:us-east-1:${management}:trail/${config.prefix}-organization`;
  expect(asked).toEqual([{ Name }, { Name }]);
  expect(problems).toEqual([]);
});

describe("a recorder", () => {
  test.each(["SUCCESS", "Success", "PENDING", "Pending", undefined])(
    "that records is fine with the status %s",
    (lastStatus) => {
      const status = { recording: true, ...(lastStatus && { lastStatus }) } as const;
      expect(recorderProblems("acme", status as never)).toEqual([]);
    },
  );

  test.each(["FAILURE", "Failure"])("whose last recording ended in %s is told with why", (is) => {
    const status = { recording: true, lastStatus: is, lastErrorCode: "AccessDenied" } as const;
    expect(whats(recorderProblems("acme", status as never))).toEqual([
      "its last recording failed: AccessDenied",
    ]);
  });

  test("that isn't there at all doesn't record", () => {
    expect(whats(recorderProblems("acme", {}))).toEqual(["it doesn't record"]);
  });

  test("whose history isn't delivered is told with AWS's reason", () => {
    const failed = { lastStatus: "Failure", lastErrorCode: "AccessDenied", lastErrorMessage: "no" };
    expect(
      whats(
        channelProblems({
          configSnapshotDeliveryInfo: { lastStatus: "Success" },
          configHistoryDeliveryInfo: failed as never,
        }),
      ),
    ).toEqual(["history files don't reach the bucket: AccessDenied no"]);
  });
});

describe("a function", () => {
  test.each([{ State: "Active" }, { State: "Inactive", LastUpdateStatus: "Successful" }] as const)(
    "in the state %j is fine",
    (state) => {
      expect(functionProblems(state)).toEqual([]);
    },
  );

  test("that failed says why", () => {
    expect(
      whats(
        functionProblems({
          ...{ State: "Failed", StateReason: "The key is gone" },
          ...{ LastUpdateStatus: "Failed", LastUpdateStatusReason: "no role" },
        }),
      ),
    ).toEqual(["its state is Failed: The key is gone", "its last update failed: no role"]);
    expect(whats(functionProblems({}))).toEqual(["its state is unknown"]);
  });
});

test("every check finds something to look at in the stacks", () => {
  // The organization's example has a malware plan; members are invited without one.
  const types = new Set(
    ESTATES.flatMap(({ estate }) => estate.flatMap(({ json }) => Object.keys(json.resource ?? {}))),
  );
  expect(CHECKS.filter(({ type }) => !types.has(type))).toEqual([]);
});

describe("as text", () => {
  const finding: Finding = {
    check: "queue",
    stack: "audit",
    accountId: "111111111111",
    region: "us-east-1",
    subject: "dead-letters",
    what: "1 event",
    remedy: "read it",
  };
  const plain = (_: string, text: string) => text;

  test("a finding has a line for what, where and the remedy", () => {
    expect(diagnosisText({ examined: 1, stacks: ["audit"], findings: [finding] }, plain)).toBe(
      [
        "✗ queue dead-letters: 1 event",
        "    audit, account 111111111111, us-east-1",
        "    → read it",
        "1 finding; 1 part of 1 stack looked at.",
        "",
      ].join("\n"),
    );
  });

  test("what AWS said can't write over the screen", () => {
    const what = "failed: \u001b[2Jall\nfine";
    const text = diagnosisText(
      { examined: 1, stacks: ["audit"], findings: [{ ...finding, what }] },
      plain,
    );
    expect(text).toContain("queue dead-letters: failed:  [2Jall fine\n");
  });
});

test("an error that isn't an Error is told as well", () => {
  expect(unseen("odd", { name: "audit" } as StackJson).what).toBe(
    "it can't be looked at: Error: odd",
  );
});
