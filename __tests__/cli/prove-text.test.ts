import type { ScopeReport } from "../../cli/prove/report";
import { added, nothingYet } from "../../cli/prove/summary";
import { textReport } from "../../cli/prove/text";
import type { ToldPath } from "../../cli/prove/told";
import type { Part } from "../../proof/parts";
import type { Paint } from "../../cli/progress/paint";
import { altered, committed, one, remove } from "../support/proof";
import { reportsOf } from "../support/proof-report";

const plain: Paint = (_, text) => text;

function textOf(
  reports: readonly ScopeReport[],
  asked?: string,
  expected: readonly Part[] = [],
  quiet = false,
): readonly string[] {
  const report = textReport({ paint: plain, quiet });
  const text = reports.map((one) => report.scope(one)).join("");
  const summary = reports.reduce(added, nothingYet(expected));
  return `${text}${report.end(summary, asked)}`.split("\n");
}

const nothing: ScopeReport = { files: [], paths: [], invariants: [], rules: {}, unresolved: [] };
const path = (id: string, hops: ToldPath["hops"]): ToldPath => ({
  id,
  family: "alarms",
  title: `title of ${id}`,
  verdict: hops.at(-1)?.verdict ?? "unknown",
  hops,
});
const fine = { what: "it is so", verdict: "holds", because: "of this" } as const;

test("a line says each path, by scope and family, and the last line that all is proved", () => {
  const shared = { ...nothing, paths: [path("alarms/a", [fine]), path("alarms/b", [fine])] };
  const own = { ...nothing, workload: "payments", paths: [path("alarms/c", [fine])] };

  expect(textOf([shared, own])).toEqual([
    "What the accounts share",
    "  alarms 2 of 2",
    "    ✓ title of alarms/a",
    "    ✓ title of alarms/b",
    "",
    "Workload payments",
    "  alarms 1 of 1",
    "    ✓ title of alarms/c",
    "",
    "✓ Everything is proved: 3 paths.",
    "",
  ]);
});

test("quiet leaves out what holds and what is let pass, and still counts it", () => {
  const broken = { what: "it is so", verdict: "broken", because: "it isn't" } as const;
  const kept = { ...nothing, paths: [path("alarms/a", [fine])] };
  const open = {
    ...kept,
    workload: "payments",
    paths: [...kept.paths, path("alarms/b", [broken])],
  };

  expect(textOf([kept, open], undefined, [], true)).toEqual([
    "Workload payments",
    "  alarms 1 of 2",
    "    ✗ title of alarms/b",
    "        alarms/b",
    "        broken: it is so",
    "        because it isn't",
    "",
    "✗ Not proved: 1 of 3 paths (1 broken, 0 not known).",
    "",
  ]);
});

test("a step that isn't known is no proof, and is told with why", () => {
  const unknown = { what: "it is so", verdict: "unknown", because: "it hangs on x" } as const;

  const paths = [path("alarms/b", [fine]), path("alarms/a", [fine, unknown])];
  expect(textOf([{ ...nothing, paths }])).toEqual([
    "What the accounts share",
    "  alarms 1 of 2",
    "    ✓ title of alarms/b",
    "    ? title of alarms/a",
    "        alarms/a",
    "        not known: it is so",
    "        because it hangs on x",
    "        1 step before it holds",
    "",
    "✗ Not proved: 1 of 2 paths (0 broken, 1 not known).",
    "",
  ]);
});

test("a path without a step has shown nothing", () => {
  const text = textOf([{ ...nothing, paths: [path("alarms/a", [])] }]);
  expect(text).toContain("        nothing was shown: the path has no step");
});

test("where nothing is found to prove, nothing is proved", () => {
  expect(textOf([nothing], "alarms")).toEqual([
    "✗ Not proved: there was nothing to prove.",
    "Only alarms was asked for.",
    "",
  ]);
});

test("a family that was to be proved and has no path is no proof", () => {
  const report = { ...nothing, paths: [path("alarms/a", [fine])] };

  expect(textOf([report], undefined, ["alarms", "blocks", "uploads", "invariants"]).at(-2)).toBe(
    "✗ Not proved: nothing was found to prove of blocks, uploads.",
  );
});

test("rules that are broken or suppressed are told with where and why, and counted", () => {
  const kept = { compliant: 4, violating: 1, "not-applicable": 2, suppressed: 1 };
  const report: ScopeReport = {
    ...nothing,
    invariants: [
      { rule: "no-x", where: "audit aws_x.Y", verdict: "violating", because: "it is x" },
      ...["a", "b"].map((where) => {
        const reason = { verdict: "suppressed", because: "of course" } as const;
        return { rule: "no-z", where, ...reason };
      }),
      {
        ...{ rule: "no-y", where: "audit", because: "of old" },
        ...{ verdict: "suppressed", until: "2027-01-01" },
      },
    ],
    rules: { "no-x": kept },
  };

  expect(textOf([report])).toEqual([
    "1 rule over every stack: kept 4 times, broken 1, suppressed 1",
    "  ✗ no-x at audit aws_x.Y: it is x",
    "  – no-z, let pass: of course (2 places)",
    "  – no-y, let pass until 2027-01-01: of old (audit)",
    "",
    "✗ Not proved: rules broken 1 time.",
    "",
  ]);
});

test("what couldn't be resolved is listed, and proves nothing wrong by itself", () => {
  const unresolved = [
    { where: "audit aws_x.Y", argument: "policy", expression: "local.z", why: "no such local" },
  ];

  expect(textOf([{ ...nothing, paths: [path("alarms/a", [fine])], unresolved }]).slice(-5)).toEqual(
    [
      "Not resolved",
      "  audit aws_x.Y policy: local.z: no such local",
      "",
      "✓ Everything is proved: 1 path.",
      "",
    ],
  );
});

test("nothing in the stacks moves a terminal's cursor", () => {
  const hop = { what: "a\u001b[2Jb", verdict: "broken", because: "c\nd" } as const;
  const text = textOf([{ ...nothing, paths: [path("alarms/a", [hop])] }]).join("\n");
  expect(text).toContain("broken: a [2Jb\n        because c d\n");
});

describe("of stacks that are spoilt", () => {
  const proven = committed("invitation");

  test("a missing statement is told once, with its files and as JSON ready to paste", async () => {
    const spoilt = altered(proven, "audit", (json) => {
      const topic = one(json, "aws_sns_topic_policy", "Alerts_Policy");
      topic.policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    });

    const text = textOf((await reportsOf(spoilt, ["findings"])).slice(0, 1));

    const first = text.findIndex((line) => line.startsWith("    ✗"));
    const [id = ""] = text.slice(first + 1);
    expect(text.slice(first + 2, first + 5)).toEqual([
      "        broken: events.amazonaws.com may sns:Publish on arn:aws:sns:us-east-1:111111111111:acme-warden-alerts",
      expect.stringMatching(/^ {8}because no statement .* allows it$/),
      expect.stringMatching(/^ {8}\d+ steps before it hold$/),
    ]);
    expect(text.slice(first + 5, first + 16)).toEqual([
      expect.stringMatching(
        /^ {8}missing statement, in policy of audit aws_sns_topic_policy\.Alerts_Policy_\w+$/,
      ),
      "           policies/messaging.ts",
      // With a line, where the example lies synthesized in this folder.
      expect.stringMatching(/^ {11}cdktf\.out\/stacks\/audit\/cdk\.tf\.json(:\d+)?$/),
      "           {",
      '             "Effect": "Allow",',
      '             "Principal": {',
      '               "Service": "events.amazonaws.com"',
      "             },",
      '             "Action": "sns:Publish",',
      '             "Resource": "arn:aws:sns:us-east-1:111111111111:acme-warden-alerts"',
      "           }",
    ]);
    expect(text.filter((line) => line.endsWith(`: as in ${id.trim()}`)).length).toBeGreaterThan(3);
    expect(text.filter((line) => line.includes('"Effect"'))).toHaveLength(1);
  });

  test("a role's missing right is to be written where its policy is", async () => {
    const spoilt = altered(proven, "workload-payments", (json) => {
      remove(json, "aws_iam_role_policy", "Response_Responder_Policy");
    });

    const reports = await reportsOf(spoilt, ["incident"]);

    const broken = reports.flatMap(({ paths }) =>
      paths.filter(({ verdict }) => verdict !== "holds"),
    );
    const mends = broken.flatMap(({ hops }) => hops.at(-1)?.mend ?? []);
    expect(mends).toContainEqual(
      expect.objectContaining({
        where: expect.stringMatching(/^workload-payments aws_iam_role\.Response_Role_/) as string,
        source: "policies/responder.ts",
        argument: "policy",
      }),
    );
  });
});
