import { blockedEntries, blockedTable } from "../../cli/ledger/blocked";
import { newest, readIncident, toJson } from "../../cli/ledger/incident";
import { incidentDetails, incidentTable } from "../../cli/ledger/incident-text";
import { parseLimit, parseSince } from "../../cli/ledger/since";
import { checkAccount, targetOf } from "../../cli/ledger/target";
import { BadInput } from "../../cli/bad-input";
import { parseConfig } from "../../config/load";
import { type Item } from "../../lambda/responder/ledger/item";
import { NOBODY } from "../../lambda/responder/contain/denylist";

const text = (S: string) => ({ S });
const item = (changes: Item = {}): Item => ({
  pk: text("incident#acme#abc#v1"),
  bucket: text("acme"),
  key: text("reports/2026.csv"),
  time: text("2026-01-01T12:00:00.000Z"),
  principal: {
    M: { kind: text("user"), userId: text("AIDAX"), arn: text("arn:aws:iam::1:user/m") },
  },
  remove: { M: { status: text("gone"), versionId: text("v1") } },
  contain: { M: { status: text("blocked"), userId: text("AIDAX") } },
  expiresAt: { N: "1801828800" },
  ...changes,
});
const incidents = (...items: Item[]) => items.map(readIncident);

async function* pages(...all: Item[][]) {
  for (const page of all) yield Promise.resolve(page);
}

describe("the list", () => {
  test("has one line for each incident", () => {
    expect(incidentTable(incidents(item()))).toBe(
      [
        "TIME                      PRINCIPAL              KEY               OBJECT  BLOCK    INCIDENT",
        "2026-01-01T12:00:00.000Z  arn:aws:iam::1:user/m  reports/2026.csv  gone    blocked  incident#acme#abc#v1",
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["a line break", "a\nINCIDENT forged", String.raw`"a\nINCIDENT forged"`],
    ["an escape sequence", "\u001b[2Ja", String.raw`"\u001b[2Ja"`],
    ["a change of direction", "a\u202efdp.exe", String.raw`"a\u202efdp.exe"`],
    ["a quote to hide behind", '"a"', String.raw`"\"a\""`],
    ["a blank", "a b", '"a b"'],
  ])("quotes a key with %s, on one line", (_, key, shown) => {
    const table = incidentTable(incidents(item({ key: text(key) })));
    expect(table).toContain(`  ${shown}  gone`);
    expect(table.match(/\n/g)).toHaveLength(2);
  });

  test("cuts what is too long for a line, and the details don't", () => {
    const [incident] = incidents(item({ key: text(`begin${"x".repeat(1_000)}end`) }));
    if (!incident) throw new Error("no incident");
    expect(incidentTable([incident])).toMatch(/ beginx+…x+end /);
    expect(incidentDetails(incident)).toContain("x".repeat(1_000));
  });

  test("shows who is known by id only, and steps that nobody took", () => {
    const principal = { M: { kind: text("account"), userId: text("AIDAFOREIGN") } };
    const table = incidentTable(incidents(item({ principal, remove: {}, contain: {} })));
    expect(table).toMatch(/AIDAFOREIGN +reports\/2026.csv +- +- +incident#/);
  });

  test("says when there is none", () => {
    expect(incidentTable([])).toBe("No incidents.\n");
  });
});

describe("the newest incidents", () => {
  const at = (time: string) => item({ time: text(time), pk: text(time) });

  test("of all pages come first, whatever form their times have", async () => {
    const found = await newest(
      pages(
        [at("2026-01-01T12:00:00Z"), at("2026-01-03T00:00:00.000Z")],
        [],
        [at("2026-01-01T12:00:00.500Z"), at("2026-01-02T00:00:00Z")],
      ),
      { limit: 3 },
    );
    expect(found.map(({ id }) => id)).toEqual([
      "2026-01-03T00:00:00.000Z",
      "2026-01-02T00:00:00Z",
      "2026-01-01T12:00:00.500Z",
    ]);
  });

  test("are those since an instant, itself included", async () => {
    const items = [at("2026-01-01T11:59:59Z"), at("2026-01-01T12:00:00.000Z"), at("2026-01-02")];
    const since = new Date("2026-01-01T12:00:00Z");
    const found = await newest(pages(items), { since, limit: 50 });
    expect(found.map(({ id }) => id)).toEqual(["2026-01-02", "2026-01-01T12:00:00.000Z"]);
  });

  test("include one without a readable time, at the end", async () => {
    const found = await newest(pages([at("?"), at("2026-01-01")]), { limit: 50 });
    expect(found.map(({ id }) => id)).toEqual(["2026-01-01", "?"]);
  });
});

describe("one incident", () => {
  const [incident] = incidents(item({ alert_sent: { N: "7" }, lifted: { SS: ["a", "b"] } }));
  if (!incident) throw new Error("no incident");

  test("is shown with everything the ledger holds", () => {
    expect(incidentDetails(incident).split("\n")).toEqual([
      "incident          incident#acme#abc#v1",
      "time              2026-01-01T12:00:00.000Z",
      "bucket            acme",
      "key               reports/2026.csv",
      "principal.kind    user",
      "principal.userId  AIDAX",
      "principal.arn     arn:aws:iam::1:user/m",
      "remove.status     gone",
      "remove.versionId  v1",
      "contain.status    blocked",
      "contain.userId    AIDAX",
      "alert_sent        7",
      "expiresAt         2027-02-05T12:00:00.000Z",
      "lifted            a b",
      "",
    ]);
  });

  test("is plain JSON for programs", () => {
    expect(toJson(incident)).toMatchObject({
      id: "incident#acme#abc#v1",
      key: "reports/2026.csv",
      principal: { kind: "user", userId: "AIDAX", arn: "arn:aws:iam::1:user/m" },
      remove: { status: "gone", versionId: "v1" },
      expiresAt: 1_801_828_800,
    });
  });
});

describe("the denylist", () => {
  const block = (userId: string, blockedAt: string) => ({
    userId,
    blockedAt,
    incident: "incident#1",
    who: `arn:${userId}`,
  });
  const entries = blockedEntries(
    { userIds: [NOBODY, "AIDAX", "AIDAU"], resting: ["AIDAR"], waiting: ["AIDAW"] },
    [
      block("AIDAX", "2026-01-01"),
      { ...block("AIDAR", "2026-01-03"), quarantined: "user r" },
      block("AIDAW", "2026-01-02"),
    ],
  );

  test("is listed newest first, with by what each is blocked", () => {
    expect(entries.map(({ userId, place }) => [userId, place])).toEqual([
      ["AIDAR", "iam-only"],
      ["AIDAW", "waiting"],
      ["AIDAX", "bucket-policy"],
      ["AIDAU", "bucket-policy"],
    ]);
    const lines = blockedTable(entries).split("\n");
    expect(lines[1]).toMatch(/2026-01-03 +AIDAR +arn:AIDAR +IAM only +user r +incident#1/);
    expect(lines[2]).toContain("NOT BLOCKED, no room");
    expect(lines[4]).toMatch(/^- +AIDAU +- +bucket policy +- +-$/);
  });

  test("may be empty", () => {
    expect(blockedTable(blockedEntries({ userIds: [NOBODY], resting: [] }, []))).toBe(
      "Nobody is blocked.\n",
    );
  });
});

describe("since", () => {
  const now = new Date("2026-01-10T00:00:00Z");

  test.each([
    ["90m", "2026-01-09T22:30:00.000Z"],
    ["24h", "2026-01-09T00:00:00.000Z"],
    ["7d", "2026-01-03T00:00:00.000Z"],
    ["1w", "2026-01-03T00:00:00.000Z"],
    ["2026-01-01", "2026-01-01T00:00:00.000Z"],
    ["2026-01-01T12:00:00+02:00", "2026-01-01T10:00:00.000Z"],
  ])("%s is %s", (since, instant) => {
    expect(parseSince(since, now).toISOString()).toBe(instant);
  });

  test.each(["", "7", "d", "yesterday", "-1d", "2026-13-01", "2026-01-01T12:00"])(
    "takes no %j",
    (since) => {
      expect(() => parseSince(since, now)).toThrow(BadInput);
    },
  );
});

test.each(["0", "-1", "1.5", "many", ""])("limit takes no %j", (limit) => {
  expect(() => parseLimit(limit)).toThrow(BadInput);
});

describe("the workload", () => {
  const workload = (name: string, accountId: string) => ({
    name,
    accountId,
    bucketName: `${name}-prod`,
    breakGlass: [`arn:aws:iam::${accountId}:user/break-glass`],
  });
  const config = (...names: string[]) =>
    parseConfig("test", {
      homeRegion: "us-east-1",
      auditAccount: {
        id: "111111111111",
        subscriptions: [{ protocol: "email", endpoint: "a@example.com" }],
      },
      workloads: names.map((name, at) => workload(name, `${at + 2}`.repeat(12))),
    });

  test("needs no name where there is one", () => {
    const { guarded, names } = targetOf(config("a"), undefined);
    expect(names.ledgerTable).toBe("bucket-warden-ledger");
    expect(guarded).toEqual({
      bucket: "a-prod",
      bucketArn: "arn:aws:s3:::a-prod",
      sparedArns: [
        "arn:aws:iam::222222222222:role/bucket-warden-responder",
        "arn:aws:iam::222222222222:role/BucketWardenDeployment",
        "arn:aws:iam::222222222222:user/break-glass",
      ],
    });
  });

  test("is the one that is named", () => {
    expect(targetOf(config("a", "b"), "b").workload.accountId).toBe("333333333333");
  });

  test.each([
    [undefined, "--workload is missing: name one of a, b"],
    ["c", "--workload: no workload is called c; there are: a, b"],
  ])("%s is refused", (name, message) => {
    expect(() => targetOf(config("a", "b"), name)).toThrow(new BadInput(message));
  });

  test("of another account than the caller's is refused, naming both", () => {
    const target = targetOf(config("a"), undefined);
    expect(() => {
      checkAccount(target, "999999999999");
    }).toThrow(/for account 999999999999, the workload a is account 222222222222/);
    expect(() => {
      checkAccount(target, "222222222222");
    }).not.toThrow();
  });
});
