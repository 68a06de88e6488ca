import { ConfigError } from "../../config/faults";
import { parseConfig } from "../../config/load";
import { exampleInput } from "../support/example";

const SUPPRESSION = {
  rule: "bucket-logged",
  where: "audit aws_s3_bucket.AccessLogs_Bucket_CD784A59",
  reason: "another tool reads its requests",
};

const parse = (suppression: Readonly<Record<string, unknown>>, now?: Date) =>
  parseConfig("warden.config.ts", { ...exampleInput(), proof: { suppress: [suppression] } }, now);

function faultsOf(suppression: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    parse(suppression);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

test("nothing is suppressed unless the configuration says so", () => {
  expect(parseConfig("warden.config.ts", exampleInput()).proof).toEqual({ suppress: [] });
});

test.each(["bucket-logged", "S3.9", "CIS 4.16"])("the rule may be %s", (rule) => {
  expect(parse({ ...SUPPRESSION, rule }).proof.suppress).toEqual([{ ...SUPPRESSION, rule }]);
});

test.each([
  ["rule", { rule: "bucket-loged" }],
  ["where", { where: "aws_s3_bucket AccessLogs" }],
  ["where", { where: "" }],
  ["reason", { reason: "because" }],
  ["until", { until: "next year" }],
])("a wrong %s is a fault", (name, wrong) => {
  expect(faultsOf({ ...SUPPRESSION, ...wrong })).toEqual([`proof.suppress[0].${name}`]);
});

test.each([
  ["2026-12-31T23:59:59Z", 1],
  ["2027-01-01T00:00:00Z", 0],
])("a suppression until the last day of 2026 counts at %s: %d", (now, count) => {
  const config = parse({ ...SUPPRESSION, until: "2026-12-31" }, new Date(now));

  expect(config.proof.suppress).toHaveLength(count);
});
