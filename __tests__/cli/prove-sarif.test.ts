import { z } from "zod";
import { sarifDocument, sarifResults } from "../../cli/prove/sarif";
import { ALL_INVARIANTS } from "../../invariants";
import { FAMILIES } from "../../proof/path";
import { altered, committed, one } from "../support/proof";
import { reportsOf } from "../support/proof-report";
import type { ScopeReport } from "../../cli/prove/report";

const text = z.strictObject({ text: z.string().min(1) });

/** No scheme, no leading slash: relative to the repository (SARIF 2.1.0, 3.4.3 and 3.4.4). */
const uri = z.string().regex(/^(?!\/)(?![a-z][a-z0-9+.-]*:)[^\s\\]+$/i);

const physicalLocation = z.strictObject({
  artifactLocation: z.strictObject({ uri }),
  region: z.strictObject({ startLine: z.int().min(1) }).optional(),
});

const result = z.strictObject({
  ruleId: z.string(),
  level: z.enum(["none", "note", "warning", "error"]),
  message: text,
  locations: z
    .array(
      z.strictObject({
        physicalLocation,
        logicalLocations: z
          .array(z.strictObject({ fullyQualifiedName: z.string().min(1) }))
          .optional(),
      }),
    )
    .length(1),
  relatedLocations: z
    .array(z.strictObject({ id: z.int().min(0), physicalLocation, message: text }))
    .optional(),
  partialFingerprints: z.record(z.string(), z.string().min(1)),
});

/** What the standard requires of what we write, and nothing that it doesn't know (OASIS, sarif-v2.1.0). */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            rules: z.array(z.strictObject({ id: z.string(), shortDescription: text })),
          }),
        }),
        results: z.array(result),
      }),
    )
    .length(1),
});

const nothing: ScopeReport = {
  files: ["cdktf.out/stacks/audit/cdk.tf.json"],
  paths: [],
  invariants: [],
  rules: {},
  unresolved: [],
};

const documentOf = (reports: readonly ScopeReport[]) =>
  sarif.parse(sarifDocument(reports.flatMap(sarifResults)));

test("a document of what isn't proved is by the standard, and each result has its rule", async () => {
  const spoilt = altered(committed("invitation"), "audit", (json) => {
    one(json, "aws_sns_topic_policy", "Alerts_Policy").policy = '{"Statement":[]}';
  });

  const reports = await reportsOf(spoilt, ["findings"]);
  const [run] = documentOf(reports).runs;

  const broken = reports.flatMap(({ paths }) => paths.filter(({ verdict }) => verdict !== "holds"));
  expect(run?.results).toHaveLength(broken.length);
  expect(broken.length).toBeGreaterThan(50);
  const rules = run?.tool.driver.rules.map(({ id }) => id);
  expect(run?.results.filter(({ ruleId }) => !rules?.includes(ruleId))).toEqual([]);
  const ids = run?.results.map((one) => one.partialFingerprints["bucketWardenPath/v1"]);
  expect(ids).toEqual(broken.map(({ id }) => id));
  expect(
    new Set(run?.results.map((one) => one.partialFingerprints.primaryLocationLineHash)).size,
  ).toBe(broken.length);
});

test("a result says what is missing, at the place where it is missing, and who writes that", async () => {
  const spoilt = altered(committed("invitation"), "audit", (json) => {
    one(json, "aws_sns_topic_policy", "Alerts_Policy").policy = '{"Statement":[]}';
  });

  const [shared = nothing] = await reportsOf(spoilt, ["findings"]);
  const [first] = documentOf([shared]).runs[0]?.results ?? [];

  expect(first).toMatchObject({
    ruleId: "findings",
    level: "error",
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: "cdktf.out/stacks/audit/cdk.tf.json" } },
        logicalLocations: [
          { fullyQualifiedName: expect.stringContaining("aws_sns_topic_policy.Alerts_Policy") },
        ],
      },
    ],
    relatedLocations: [
      { physicalLocation: { artifactLocation: { uri: "policies/messaging.ts" } } },
    ],
  });
  expect(first?.message.text).toContain('"Action":"sns:Publish"');
});

test("a rule that is broken is an error of its own name; one that is let pass is none", () => {
  const at = { where: "audit aws_x.Y", file: "cdktf.out/stacks/audit/cdk.tf.json" };
  const report: ScopeReport = {
    ...nothing,
    invariants: [
      { ...at, rule: "no-star-action", verdict: "violating", because: "it is s3:*" },
      { ...at, rule: "KMS.4", verdict: "violating", because: "it is off" },
      { ...at, rule: "no-y", verdict: "suppressed", because: "of old" },
    ],
  };

  const [run] = documentOf([report]).runs;

  expect(run?.results).toMatchObject([
    { ruleId: "no-star-action", level: "error", message: { text: "audit aws_x.Y: it is s3:*" } },
    { ruleId: "KMS.4", message: { text: "audit aws_x.Y: it is off" } },
  ]);
  const title = ALL_INVARIANTS.find(({ id }) => id === "no-star-action")?.title;
  expect(run?.tool.driver.rules.slice(FAMILIES.length)).toEqual([
    { id: "no-star-action", shortDescription: { text: title } },
    { id: "KMS.4", shortDescription: { text: "KMS.4 is kept" } },
  ]);
});

test("a path that never came by a resource is shown at the stacks of its scope", () => {
  const hops = [{ what: "a bus is there", verdict: "broken", because: "no stack has it" }] as const;
  const path = { id: "alarms/a", family: "alarms", title: "a", verdict: "broken", hops } as const;

  const [run] = documentOf([{ ...nothing, paths: [path] }]).runs;

  expect(run?.results[0]?.locations[0]).toEqual({
    physicalLocation: { artifactLocation: { uri: "cdktf.out/stacks/audit/cdk.tf.json" } },
  });
});

test("where all is proved there is nothing to tell", () => {
  const hops = [{ what: "so", verdict: "holds", because: "of this" }] as const;
  const path = { id: "alarms/a", family: "alarms", title: "a", verdict: "holds", hops } as const;
  expect(documentOf([{ ...nothing, paths: [path] }]).runs[0]?.results).toEqual([]);
});
