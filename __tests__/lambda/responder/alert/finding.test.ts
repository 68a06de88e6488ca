import fc from "fast-check";
import { type Told } from "../../../../lambda/responder/alert/alert";
import { type SecurityFinding, toFinding } from "../../../../lambda/responder/alert/finding";
import { type Steps } from "../../../../lambda/responder/outcome";
import { ACCOUNT, BUCKET, roleSession, upload, user } from "../fixtures";

const place = { accountId: ACCOUNT, accountName: "shop", region: "eu-west-1" };
const now = new Date("2026-01-01T12:00:04Z");
const allDone: Steps = {
  remove: { status: "gone", versionId: "v1" },
  contain: { status: "blocked", userId: user.userId },
  quarantine: { status: "attached", to: "user mallory" },
  abort: { status: "none-unfinished" },
};
const told: Told = {
  id: "incident#acme-production#0123#v1",
  stage: "quarantined",
  upload,
  steps: allDone,
  late: false,
};
const findingOn = (changes: Partial<Told> = {}, where = place) =>
  toFinding({ ...told, ...changes }, where, now);

describe("an incident's finding", () => {
  test("says in Security Hub's format what the alert says", () => {
    expect(findingOn()).toEqual({
      SchemaVersion: "2018-10-08",
      Id: `eu-west-1/${ACCOUNT}/bucket-warden/incident#acme-production#0123#v1`,
      ProductArn: `arn:aws:securityhub:eu-west-1:${ACCOUNT}:product/${ACCOUNT}/default`,
      ProductName: "Bucket Warden",
      CompanyName: "Bucket Warden",
      GeneratorId: "bucket-warden",
      AwsAccountId: ACCOUNT,
      CreatedAt: upload.time,
      UpdatedAt: now.toISOString(),
      FindingProviderFields: {
        Severity: { Label: "HIGH" },
        Types: ["Unusual Behaviors/Data/UnauthorizedUpload"],
      },
      Title: "upload to acme-production deleted, writer blocked",
      Description: expect.stringMatching(
        /^Somebody who may not.*IAM user "arn.*203\.0\.113\.7.*Key: "reports\/2026 summary\.csv"$/,
      ),
      Remediation: { Recommendation: { Text: expect.stringContaining("Find out why") } },
      ProductFields: {
        "bucket-warden/incident": told.id,
        "bucket-warden/stage": "quarantined",
        "bucket-warden/late": "false",
        "bucket-warden/key": upload.key,
        "bucket-warden/how": "Put",
        "bucket-warden/principalKind": "user",
        "bucket-warden/userId": user.userId,
        "bucket-warden/versionId": "v1",
        "bucket-warden/sourceIp": "203.0.113.7",
        "bucket-warden/remove": "gone",
        "bucket-warden/remove/versionId": "v1",
        "bucket-warden/contain": "blocked",
        "bucket-warden/contain/userId": user.userId,
        "bucket-warden/quarantine": "attached",
        "bucket-warden/quarantine/to": "user mallory",
        "bucket-warden/abort": "none-unfinished",
      },
      Resources: [
        {
          ...{ Type: "AwsS3Bucket", Id: `arn:aws:s3:::${BUCKET}` },
          ...{ Partition: "aws", Region: "eu-west-1" },
        },
        {
          Type: "AwsS3Object",
          Id: `arn:aws:s3:::${BUCKET}/reports/2026%20summary.csv`,
          Details: { AwsS3Object: { VersionId: "v1", ETag: upload.etag } },
          ...{ Partition: "aws", Region: "eu-west-1" },
        },
        { ...{ Type: "AwsIamUser", Id: user.arn }, ...{ Partition: "aws", Region: "eu-west-1" } },
      ],
      Workflow: { Status: "NEW" },
      RecordState: "ACTIVE",
    });
  });

  test("keeps its id and its creation when more is known, so that it is updated", () => {
    const first = findingOn({ stage: "contained" });
    const later = toFinding({ ...told, late: true }, place, new Date("2026-01-01T12:05:00Z"));
    expect([later.Id, later.CreatedAt]).toEqual([first.Id, first.CreatedAt]);
    expect(later.UpdatedAt > first.UpdatedAt).toBe(true);
    expect(later.FindingProviderFields.Severity.Label).toBe("CRITICAL");
  });

  test("keeps ids apart that are too long and begin alike", () => {
    const long = "x".repeat(600);
    const ids = [findingOn({ id: `${long}1` }).Id, findingOn({ id: `${long}2` }).Id];
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => id.length <= 512)).toBe(true);
  });

  test("is of now when the event's time can't be read", () => {
    const unreadable = { ...upload, time: "yesterday" };
    expect(findingOn({ upload: unreadable }).CreatedAt).toBe(now.toISOString());
  });

  test.each([
    ["cn-north-1", "aws-cn"],
    ["us-gov-east-1", "aws-us-gov"],
  ])("in %s is of the partition %s", (region, partition) => {
    const { ProductArn, Resources } = findingOn({}, { ...place, region });
    expect(ProductArn).toMatch(new RegExp(`^arn:${partition}:securityhub:${region}:`));
    expect(Resources.map(({ Partition }) => Partition)).toEqual([partition, partition, partition]);
  });

  test.each([
    [roleSession, { Type: "AwsIamRole", Id: roleSession.roleArn }],
    [{ kind: "user", userId: "AIDA1" } as const, { Type: "Other", Id: "AIDA1" }],
    [
      { kind: "federated", userId: "1:bob", issuer: user } as const,
      { Type: "AwsIamUser", Id: user.arn },
    ],
    [{ kind: "root", userId: ACCOUNT } as const, { Type: "Other", Id: ACCOUNT }],
  ])("names the writer %j as a resource", (principal, resource) => {
    const { Resources } = findingOn({ upload: { ...upload, principal } });
    expect(Resources[2]).toMatchObject(resource);
  });

  test("names no resource without an id", () => {
    const principal = { kind: "unrecognized", userId: "" } as const;
    expect(findingOn({ upload: { ...upload, principal } }).Resources).toHaveLength(2);
  });
});

/** AWS's limits, as API_AwsSecurityFinding and the types below it state them. */
function broken(finding: SecurityFinding): string[] {
  const { Id, Title, Description, Remediation, ProductFields, Resources } = finding;
  const limits: [string, string, number][] = [
    ["Id", Id, 512],
    ["ProductArn", finding.ProductArn, 2_048],
    ["Title", Title, 256],
    ["Description", Description, 1_024],
    ["Recommendation", Remediation.Recommendation.Text, 512],
    ...Object.keys(ProductFields).map(
      (name) => ["field's name", name, 128] as [string, string, number],
    ),
    ...Object.entries(ProductFields).map(
      ([name, value]) => [name, value, 2_048] as [string, string, number],
    ),
    ...Resources.map(({ Id }) => ["resource", Id, 512] as [string, string, number]),
  ];
  return [
    ...limits
      .filter(([, value, limit]) => Buffer.byteLength(value) > limit || !/^.*\S.*$/.test(value))
      .map(([name]) => name),
    ...(Object.keys(ProductFields).length > 50 ? ["too many fields"] : []),
    ...(Buffer.byteLength(JSON.stringify(finding)) > 240_000 ? ["too large"] : []),
  ];
}

test("a finding keeps Security Hub's limits, whatever the uploader chose", () => {
  const any = fc.string({ unit: "binary", maxLength: 1_100 });
  fc.assert(
    fc.property(any, any, any, (key, name, error) => {
      const principal = { ...roleSession, userId: name, arn: name, roleArn: name };
      const steps: Steps = {
        remove: { status: "locked", until: error, message: error, marker: error, tag: error },
        contain: { status: "blocked", userId: name, warning: error },
        quarantine: { status: "failed", error },
        abort: { status: "failed", error },
      };
      const facts = { key, principal, sourceIp: name, authentication: name, how: error };
      const hostile = { ...upload, ...facts, versionId: name, bucket: BUCKET };
      expect(broken(findingOn({ id: name, upload: hostile, steps, late: true }))).toEqual([]);
    }),
    {
      numRuns: 50,
      examples: [
        ["\u0001".repeat(1_024), "\u{e0041}".repeat(300), '"'.repeat(1_000)],
        ["ü".repeat(512), "\n", " "],
        ["日".repeat(341), "\ud800", ""],
      ],
    },
  );
});
