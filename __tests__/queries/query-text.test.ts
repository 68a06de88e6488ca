import { readCall } from "../../lambda/responder/events/parse-trail";
import { savedQueries } from "../../queries/saved-queries";
import { trailTables } from "../../queries/trail-tables";
import { exampleConfig, manyWorkloads, organizationConfig } from "../support/example";

const MODES = { invitation: exampleConfig, organization: organizationConfig };
const queries = Object.entries(MODES).flatMap(([mode, config]) =>
  savedQueries(config()).map((query) => ({ ...query, title: `${query.name} (${mode})` })),
);

describe.each(queries)("$title", ({ sql, name, parameters, question }) => {
  const [before = "", ...after] = sql.split("\nWHERE ");

  // Athena refuses a question mark anywhere else (Athena guide, querying-with-prepared-statements).
  test("asks for values behind WHERE only, and says what each of them is", () => {
    expect(before).not.toContain("?");
    expect(after.join().match(/\?/g)).toHaveLength(parameters.length);
  });

  // An account is an injected partition: without an equality Athena refuses the query. Without the
  // days it would list every folder since the first day, in every region.
  test("names the account and the days before anything else", () => {
    expect(after).toHaveLength(1);
    expect(after[0]).toMatch(/^account = \?\n {2}AND day BETWEEN \? AND \?\n {2}AND /);
    expect(parameters.slice(0, 3)).toEqual(["account", "first day (yyyy/MM/dd)", "last day"]);
  });

  // DuckDB would take `$.x-amz-version-id`, Trino doesn't.
  test("names the fields of JSON in the way that both engines read", () => {
    const paths = sql.match(/'\$[^']*'/g) ?? [];

    expect(paths.filter((path) => !/^'\$\["[\w-]+"\]'$/.test(path))).toEqual([]);
  });

  test("keeps within what Athena takes for a name and a description", () => {
    expect(name).toMatch(/^[a-z-]{1,128}$/);
    expect(`${question} Parameters: ${parameters.join(", ")}.`.length).toBeLessThanOrEqual(1_024);
  });
});

test.each(Object.entries(MODES))(
  "a new workload changes no table and no query (%s)",
  (_, config) => {
    const few = config({ workloads: manyWorkloads(3) });
    const more = config({ workloads: manyWorkloads(4) });

    expect(trailTables(more)).toEqual(trailTables(few));
    expect(savedQueries(more)).toEqual(savedQueries(few));
  },
);

test("who-uploaded looks for the calls that the responder takes for uploads", () => {
  const { sql = "" } =
    savedQueries(exampleConfig()).find(({ name }) => name === "who-uploaded") ?? {};
  const [, asked = ""] = /eventname IN \(([^)]*)\)/.exec(sql) ?? [];
  const s3Calls = [
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateMultipartUpload",
    "GetObject",
    "POST Object",
    "PostObject",
    "PutObject",
    "PutObjectAcl",
    "PutObjectTagging",
    "RestoreObject",
    "UploadPart",
    "UploadPartCopy",
  ];
  const uploads = s3Calls.filter(
    (eventName) =>
      "upload" in
      readCall({
        eventName,
        eventSource: "s3.amazonaws.com",
        requestParameters: { bucketName: "acme-payments", key: "x" },
        userIdentity: { type: "IAMUser", principalId: "AIDAEVE" },
      }),
  );

  expect(asked.replaceAll("'", "").split(", ")).toEqual(uploads);
});

test("the tables are made for every region of the partition, and for no other's", () => {
  const valuesIn = (homeRegion: string) =>
    trailTables(exampleConfig({ homeRegion }))[0]?.parameters["projection.region.values"]?.split(
      ",",
    );

  expect(valuesIn("us-east-1")).toEqual(expect.arrayContaining(["us-east-1", "eu-west-1"]));
  expect(valuesIn("us-east-1")?.filter((region) => /^(cn|us-gov)-/.test(region))).toEqual([]);
});
