import { blockedEntries } from "../../cli/ledger/blocked";
import { readIncident } from "../../cli/ledger/incident";
import { incidentDetails, incidentTable } from "../../cli/ledger/incident-text";
import { planRelease } from "../../cli/ledger/plan-release";
import { readBlock } from "../../lambda/responder/contain/block";
import { denylistKey, denylistStatement, NOBODY } from "../../lambda/responder/contain/denylist";
import { readDenylist } from "../../lambda/responder/contain/denylist-item";
import { episodeKey } from "../../lambda/responder/ledger/episode";
import { ITEM_VERSIONS, kindOf, UnreadableItemError } from "../../lambda/responder/ledger/version";
import { type FakeAws } from "../lambda/responder/fake-aws";
import {
  BUCKET,
  notification,
  notifications,
  roleIdentity,
  scheduled,
  settings,
  trailEvent,
} from "../lambda/responder/fixtures";
import { alertsOf, respondWith } from "../lambda/responder/invoke";
import { everything } from "./ledger/scenario";
import { DENYLIST_OF_VERSION_1, FIRST, ledgerOf, newer, VERSION_1 } from "./ledger/stored";

const LIST = denylistKey(BUCKET);
const { SS: ENTRIES } = DENYLIST_OF_VERSION_1.userIds;

/** A bucket policy with every block of the ledger in force. */
const IN_FORCE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    denylistStatement(
      { bucketArn: `arn:aws:s3:::${BUCKET}`, sparedArns: settings.sparedArns },
      [...ENTRIES].sort(),
    ),
  ],
});

const put = (aws: FakeAws): FakeAws => {
  aws.bucket.put("reports/2026 summary.csv", "x", new Date("2026-01-01T12:00:00Z"));
  return aws;
};

const stranger = notifications(
  notification({ principalId: "AWS:AIDASTRANGER", object: { key: "new", versionId: "v1" } }),
);

const policyDeleted = trailEvent({
  eventName: "DeleteBucketPolicy",
  eventTime: "2026-01-01T12:02:00Z",
  requestParameters: { bucketName: BUCKET, policy: "" },
  userIdentity: roleIdentity({ name: "ops", id: "AROAOPS", session: "jo" }),
  eventID: "CHANGE1",
});

describe("the ledger of version 1", () => {
  test("holds items of every kind", () => {
    const kinds = new Set(Object.keys(VERSION_1).map(kindOf));
    expect([...kinds].sort()).toEqual(Object.keys(ITEM_VERSIONS).sort());
  });

  test("is what is still written: an attribute that goes or is called otherwise needs a version", async () => {
    const { items } = (await everything()).table;

    expect(Object.fromEntries(items)).toMatchObject(VERSION_1);
    for (const item of items.values()) expect(item).not.toHaveProperty("version");
  });

  test("keeps its blocks in force, and tells nothing twice", async () => {
    const aws = put(ledgerOf(VERSION_1));
    aws.bucketPolicy = IN_FORCE;
    aws.now = new Date("2026-01-01T12:25:00Z");
    const handle = respondWith(aws);

    await handle(trailEvent());
    await handle(policyDeleted);
    await handle(scheduled);

    expect(aws.bucketPolicy).toBe(IN_FORCE);
    expect(aws.policyWrites).toBe(0);
    expect(alertsOf(aws).filter(({ kind }) => kind === "incident")).toEqual([]);
  });

  test("gives lifted blocks back", async () => {
    const aws = ledgerOf(VERSION_1);
    aws.now = new Date("2026-01-01T12:25:00Z");
    await respondWith(aws)(scheduled);
    expect(JSON.parse(aws.bucketPolicy ?? "")).toEqual(JSON.parse(IN_FORCE));
  });

  test("is read by warden incidents and warden release", () => {
    const incidents = Object.values(VERSION_1).map(readIncident);
    const denylist = readDenylist(VERSION_1[LIST]);
    const blocks = Object.values(VERSION_1).flatMap((item) => readBlock(item) ?? []);

    expect(incidentTable(incidents)).toContain("arn:aws:iam::111111111111:user/sales/mallory");
    expect(incidents.map(incidentDetails).join()).toContain("attached");
    expect(blockedEntries(denylist, blocks)).toMatchObject([
      { userId: "AIDAINTRUDER", quarantined: "user mallory", place: "bucket-policy" },
      { userId: "AROAINTRUDER:laptop", place: "bucket-policy" },
    ]);
    expect(planRelease("AIDAINTRUDER", { denylist, blocks })).toMatchObject({
      listed: ["AIDAINTRUDER"],
      detach: ["user mallory"],
    });
  });
});

describe("a ledger as the first responder left it", () => {
  test("keeps its blocks and its alerts, and can be released from", async () => {
    const aws = put(ledgerOf(FIRST));
    await respondWith(aws)(trailEvent());
    const denylist = readDenylist(FIRST[LIST]);

    expect(aws.denylist).toEqual(["AIDAINTRUDER", "AROAINTRUDER:*"]);
    expect(alertsOf(aws)).toEqual([]);
    await respondWith(aws)(scheduled);
    expect(aws.bucketPolicy).toContain("AROAINTRUDER:*");
    expect(planRelease("AROAINTRUDER:*", { denylist, blocks: [] })).toMatchObject({
      listed: ["AROAINTRUDER:*"],
    });
  });
});

describe("a ledger of a newer release", () => {
  const withList = (change?: Parameters<typeof ledgerOf>[2]): FakeAws => {
    const aws = ledgerOf(VERSION_1, "denylist", change);
    aws.bucket.put("new", "x", new Date("2026-01-01T12:00:00Z"));
    aws.bucketPolicy = IN_FORCE;
    return aws;
  };

  const UNREADABLE: [string, Parameters<typeof ledgerOf>[2]][] = [
    ["of version 2", newer],
    ["of a version that is no number", (item) => ({ ...item, version: { S: "two" } })],
    ["of version 0", (item) => ({ ...item, version: { N: "0" } })],
    ["whose entries are no set", ({ pk }) => ({ ...(pk && { pk }), userIds: { M: {} } })],
    ["without entries", ({ pk }) => ({ ...(pk && { pk }) })],
  ];

  test.each(UNREADABLE)(
    "with a denylist %s lifts no block, and says that it blocks nobody",
    async (_, change) => {
      const aws = withList(change);

      await expect(respondWith(aws)(stranger)).rejects.toThrow("contain");

      expect(aws.bucketPolicy).toBe(IN_FORCE);
      expect(aws.bucket.ids()).toEqual([]);
      expect(alertsOf(aws)).toMatchObject([
        {
          severity: "CRITICAL",
          steps: {
            remove: { status: "gone" },
            contain: { status: "failed", error: expect.stringContaining("the ledger's denylist") },
          },
        },
      ]);
    },
  );

  test.each([
    ["the schedule", scheduled],
    ["a change of the bucket policy", policyDeleted],
  ])("with a denylist of version 2 is not written into the policy by %s", async (_, event) => {
    const aws = withList();
    await expect(respondWith(aws)(event)).rejects.toThrow(UnreadableItemError);
    expect(aws.bucketPolicy).toBe(IN_FORCE);
  });

  test("with a block of version 2 can't be released from: what else wants a quarantine isn't known", () => {
    const item = newer(VERSION_1[`block#${BUCKET}#AIDAINTRUDER`] ?? {});
    expect(() => readBlock(item)).toThrow(
      /block is of version 2.*deploy the release that wrote it/,
    );
  });

  test("with an incident of version 2 has all of it done and told once more", async () => {
    const aws = put(ledgerOf(VERSION_1, "incident"));
    await respondWith(aws)(trailEvent());

    expect(aws.bucket.ids()).toEqual([]);
    expect(aws.quarantined).toEqual(["user mallory"]);
    expect(alertsOf(aws)).toMatchObject([{ kind: "incident", stage: "quarantined" }]);
  });

  test("with a request of version 2 takes no version from it", async () => {
    /** The incidents that CloudTrail's event without a version is written down as. */
    const newIncidents = async (aws: FakeAws) => {
      await respondWith(aws)(trailEvent({ responseElements: {} })).catch(() => undefined);
      return [...aws.table.items.keys()].filter(
        (pk) => kindOf(pk) === "incident" && !(pk in VERSION_1),
      );
    };
    expect(await newIncidents(ledgerOf(VERSION_1))).toEqual([expect.stringMatching(/#v5$/)]);
    expect(await newIncidents(ledgerOf(VERSION_1, "request"))).toEqual([
      expect.stringMatching(/#REQUEST1$/),
    ]);
  });

  test("with an episode of version 2 leaves the summing up to the release that counts there", async () => {
    const summedUp = async (aws: FakeAws) => {
      aws.bucketPolicy = IN_FORCE;
      aws.now = new Date("2026-01-02T12:00:00Z");
      await respondWith(aws)(scheduled);
      return !("since" in (aws.table.items.get(episodeKey(BUCKET)) ?? {}));
    };
    expect(await summedUp(ledgerOf(VERSION_1))).toBe(true);
    expect(await summedUp(ledgerOf(VERSION_1, "episode"))).toBe(false);
  });

  test("with a restoration of version 2 leaves it to be told by the queue of failures", async () => {
    const aws = ledgerOf(VERSION_1, "restoration");
    aws.bucketPolicy = IN_FORCE;
    await expect(respondWith(aws)(policyDeleted)).rejects.toThrow("the ledger's restoration");
  });

  test("names somebody besides nobody: an empty list would show nothing", () => {
    expect(ENTRIES.filter((entry) => entry !== NOBODY)).toHaveLength(2);
  });
});
