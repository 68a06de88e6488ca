import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigError } from "../../config/faults";
import { loadConfig, parseConfig } from "../../config/load";
import { exampleInput, exampleWorkload } from "../support/example";

const faultsOf = (input: unknown): string[] => {
  try {
    parseConfig("warden.config.ts", input);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message
        .split("\n")
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
};

const withWorkload = (changes: object) =>
  exampleInput({ workloads: [{ ...exampleWorkload(), ...changes }] });

describe("a valid configuration", () => {
  test("gets the safe defaults", () => {
    const config = parseConfig("warden.config.ts", exampleInput());

    expect(config).toMatchObject({
      membership: "invitation",
      backend: { type: "local" },
      deploymentRole: "BucketWardenDeployment",
      auditAccount: { archiveAfterDays: 30, logRetentionDays: 365 },
      workloads: [
        {
          objectLock: { mode: "GOVERNANCE", days: 30 },
          mfaDelete: "policy",
          lifecycle: { abortIncompleteUploadsAfterDays: 7 },
          macieSchedule: { every: "day" },
          responseMode: "respond",
          monitoringAccess: "triage",
        },
      ],
    });
  });

  test.each([
    [
      "s3",
      { type: "s3", bucket: "acme-state", region: "us-east-1" },
      { keyPrefix: "bucket-warden" },
    ],
    ["cloud", { type: "cloud", organization: "acme" }, { workspace: "bucket-warden-{stack}" }],
  ])("may keep its state in the %s backend", (_, backend, defaults) => {
    const config = parseConfig("warden.config.ts", { ...exampleInput(), backend });

    expect(config.backend).toMatchObject({ ...backend, ...defaults });
  });
});

describe("a fault", () => {
  const COMPLIANCE =
    'workloads[0].objectLock.mode: COMPLIANCE keeps intruders\' objects too and nobody can undo it: add objectLock.acknowledge: "objects cannot be deleted before the retention ends"; got "COMPLIANCE"';

  test.each([
    [
      "an unknown setting",
      { ...exampleInput(), colour: "red" },
      'colour: no such setting; got "red"',
    ],
    [
      "an unknown setting of a workload",
      withWorkload({ publicRead: true }),
      "workloads[0].publicRead: no such setting; got true",
    ],
    [
      "a malformed account id",
      withWorkload({ accountId: "1234" }),
      'workloads[0].accountId: an AWS account id is a string of 12 digits; got "1234"',
    ],
    [
      "an account id that lost its quotes",
      withWorkload({ accountId: 222222222222 }),
      "workloads[0].accountId: an AWS account id is a string of 12 digits; got 222222222222",
    ],
    [
      "a bucket name that S3 refuses",
      withWorkload({ bucketName: "Acme_Prod" }),
      'workloads[0].bucketName: S3 takes 3 to 63 characters: lower-case letters, digits and hyphens, starting and ending with a letter or digit; got "Acme_Prod"',
    ],
    [
      "a bucket name that S3 reserves",
      withWorkload({ bucketName: "acme-s3alias" }),
      'workloads[0].bucketName: S3 reserves names that end with -s3alias, --ol-s3, --x-s3 or --table-s3; got "acme-s3alias"',
    ],
    [
      "a missing setting",
      { ...exampleInput(), homeRegion: undefined },
      "homeRegion: is missing: an AWS region such as us-east-1",
    ],
    [
      "an audit account without readers",
      { ...exampleInput(), auditAccount: { id: "111111111111", subscriptions: [] } },
      "auditAccount.subscriptions: at least one subscription: alerts need a reader; got []",
    ],
    [
      "an account in two roles",
      withWorkload({ accountId: "111111111111" }),
      'workloads[0].accountId: an account has one role: the audit account (auditAccount.id) guards no bucket of its own; got "111111111111"',
    ],
    [
      "COMPLIANCE without its words",
      withWorkload({ objectLock: { mode: "COMPLIANCE", days: 1 } }),
      COMPLIANCE,
    ],
    [
      "native MFA delete with lifecycle rules",
      withWorkload({ mfaDelete: "native" }),
      'workloads[0].mfaDelete: S3 refuses lifecycle rules on a bucket with MFA delete: set lifecycle: "none", or mfaDelete: "policy"; got "native"',
    ],
    [
      "a foreign uploader",
      withWorkload({ allowedUploaders: ["arn:aws:iam::999999999999:role/x"] }),
      'workloads[0].allowedUploaders[0]: a principal of the workload\'s own account (222222222222); got "arn:aws:iam::999999999999:role/x"',
    ],
    [
      "a foreign replication role by its ARN",
      withWorkload({ replicationRoles: ["arn:aws:iam::999999999999:role/x"] }),
      'workloads[0].replicationRoles[0]: a principal of the workload\'s own account (222222222222); a foreign role by its unique id (AROA…); got "arn:aws:iam::999999999999:role/x"',
    ],
    [
      "a response mode that there isn't",
      withWorkload({ responseMode: "enforce" as "respond" }),
      'workloads[0].responseMode: Invalid option: expected one of "respond"|"observe"|"prevent"; got "enforce"',
    ],
    [
      "no concurrency for the responder",
      withWorkload({ responderConcurrency: 0 }),
      'workloads[0].responderConcurrency: a whole number from 1 to 1000, or "unreserved"; got 0',
    ],
    [
      "more principals than the function's environment holds",
      withWorkload({
        allowedUploaders: Array.from(
          { length: 40 },
          (_, index) =>
            `arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Uploader_0/${"x".repeat(50)}${index}@example.com`,
        ),
      }),
      'workloads[0]: they may take 4910 bytes of the function\'s environment, Lambda allows 4096: name roles instead of sessions, or fewer principals; got "40 principals"',
    ],
    [
      "an uploader that is also break-glass",
      withWorkload({
        allowedUploaders: ["arn:aws:iam::222222222222:role/x"],
        breakGlass: ["arn:aws:iam::222222222222:role/x"],
      }),
      'workloads[0].allowedUploaders[0]: a principal is an uploader or break-glass, not both; got "arn:aws:iam::222222222222:role/x"',
    ],
    [
      "an uploader by a wildcard",
      withWorkload({ allowedUploaders: ["arn:aws:iam::222222222222:role/*"] }),
      'workloads[0].allowedUploaders[0]: the ARN of an IAM user or role, or of one role session (arn:aws:sts::…:assumed-role/role/session); got "arn:aws:iam::222222222222:role/*"',
    ],
    [
      "a prefix too long for the names made from it",
      { ...exampleInput(), prefix: "a".repeat(25) },
      `prefix: 3 to 24 lower-case letters, digits and single hyphens, a letter first: it starts every name; got "${"a".repeat(25)}"`,
    ],
    [
      "a prefix too short for CloudTrail, which wants three characters",
      { ...exampleInput(), prefix: "wx" },
      'prefix: 3 to 24 lower-case letters, digits and single hyphens, a letter first: it starts every name; got "wx"',
    ],
    [
      "an unknown backend",
      { ...exampleInput(), backend: { type: "gcs" } },
      expect.stringContaining("backend.type: "),
    ],
  ])("%s is told with its path, its rule and its value", (_, input, message) => {
    expect(faultsOf(input)).toEqual([message]);
  });

  test.each([
    ["name", { accountId: "333333333333", bucketName: "other-bucket" }],
    ["accountId", { name: "other", bucketName: "other-bucket" }],
    ["bucketName", { name: "other", accountId: "333333333333" }],
  ])("a duplicate %s names both workloads", (setting, changes) => {
    const faults = faultsOf(
      exampleInput({ workloads: [exampleWorkload(), exampleWorkload(changes)] }),
    );

    expect(faults).toEqual([
      expect.stringMatching(
        new RegExp(`^workloads\\[1\\].${setting}: .*workloads\\[0\\] has it already`),
      ),
    ]);
  });

  test("never hides another: faults of single settings and of several together are told at once", () => {
    const twins = [exampleWorkload(), exampleWorkload({ bucketName: "Acme" })];

    const faults = faultsOf({ ...exampleInput({ workloads: twins }), colour: "red" });

    expect(faults.map((fault) => fault.split(":")[0])).toEqual([
      "workloads[1].bucketName",
      "colour",
      "workloads[1].name",
      "workloads[1].accountId",
    ]);
  });
});

describe("the file", () => {
  const inFolder = (text: string): string => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "warden-config-")), "warden.config.ts");
    writeFileSync(file, text);
    return file;
  };

  test("may be TypeScript", () => {
    const input = JSON.stringify(exampleInput());

    const config = loadConfig(inFolder(`const x: unknown = ${input}; export default x;`));

    expect(config.prefix).toBe("acme");
  });

  test("that doesn't exist is named", () => {
    expect(() => loadConfig("nowhere.ts")).toThrow(
      "nowhere.ts: 1 fault in the configuration\n  (file): no such file; WARDEN_CONFIG names another one",
    );
  });

  test("that is no TypeScript is told with the place of the error", () => {
    expect(() => loadConfig(inFolder("export default {"))).toThrow(
      /can't be read: .*warden.config.ts:1:16/s,
    );
  });

  test("without a default export is told so", () => {
    expect(() => loadConfig(inFolder("export const x = 1;"))).toThrow(
      "export default defineWarden({ … }) is missing",
    );
  });
});
