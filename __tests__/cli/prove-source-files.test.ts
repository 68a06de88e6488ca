import { existsSync } from "node:fs";
import path from "node:path";
import { SOURCE_ROWS, sourceFileOf } from "../../cli/prove/source-files";
import { constructPath } from "../../cli/prove/told";
import { packageRoot } from "../../config/package-root";
import { Estate } from "../../proof/model/estate";
import { whereOf } from "../../proof/model/resource";
import { committed } from "../support/proof";

const POLICY_TYPES = [
  "aws_cloudwatch_event_bus_policy",
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_kms_key",
  "aws_organizations_policy",
  "aws_s3_bucket_policy",
  "aws_sns_topic_policy",
  "aws_sqs_queue",
] as const;

const EXAMPLES = [committed("invitation"), committed("organization")];

/** Every resource and data source, with the file of ours that is said to write it. */
const sourced = EXAMPLES.flatMap(({ stacks }) => {
  const estate = new Estate(stacks);
  const types = new Set(
    stacks.flatMap(({ json: { resource = {}, data = {} } }) => [
      ...Object.keys(resource),
      ...Object.keys(data).map((type) => `data.${type}`),
    ]),
  );
  return [...types]
    .flatMap((type) => estate.resources(type))
    .map((at) => {
      const own = constructPath(at);
      const written = { stack: at.stack.name, type: at.type, path: own ?? "" };
      return { at, own, source: own === undefined ? undefined : sourceFileOf(written) };
    });
});

test("every resource of the examples has a file of ours", () => {
  const without = sourced.filter(({ source }) => source === undefined);

  expect(sourced.length).toBeGreaterThan(400);
  expect(without.map(({ at }) => whereOf(at))).toEqual([]);
});

test("every policy is among them, of every type that there is", () => {
  const types = new Set(sourced.map(({ at }) => at.type));
  expect(POLICY_TYPES.filter((type) => !types.has(type))).toEqual([]);
});

test("each row names a file that there is", () => {
  const gone = SOURCE_ROWS.filter(({ file }) => !existsSync(path.join(packageRoot(), file)));
  expect(gone).toEqual([]);
});

test("each row is of use to some resource", () => {
  const used = new Set(
    sourced.map(({ at, own }) =>
      SOURCE_ROWS.find(
        (row) =>
          sourceFileOf({ stack: at.stack.name, type: at.type, path: own ?? "" }, [row]) !==
          undefined,
      ),
    ),
  );
  expect(SOURCE_ROWS.filter((row) => !used.has(row))).toEqual([]);
});

test("what isn't ours has none", () => {
  expect(sourceFileOf({ stack: "audit", type: "aws_sns_topic", path: "Shop/Topic" })).toBe(
    undefined,
  );
  expect(sourceFileOf({ stack: "audit", type: "aws_sns_topic", path: "AlertsOther" })).toBe(
    undefined,
  );
});
