import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { initCommand, type InitFlags } from "../../cli/commands/init";
import { importFor } from "../../cli/init/config-file";
import { EMPTY_DRAFT } from "../../cli/init/draft";
import { draftOf } from "../../cli/init/flags";
import { interview } from "../../cli/init/interview";
import { writtenText } from "../../cli/init/next";
import { loadConfig, parseConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { answersFor, flagsFor, personWith } from "../support/asked";
import { exampleInput, organizationInput } from "../support/example";

const folder = mkdtempSync(path.join(tmpdir(), "warden-init-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let out: string;
let printed: string;
beforeEach(() => {
  out = path.join(mkdtempSync(path.join(folder, "case-")), "warden.config.ts");
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const COMPLETE: Omit<InitFlags, "out"> = flagsFor(exampleInput());
const init = (flags: Partial<InitFlags> = COMPLETE) => initCommand({ out, yes: true, ...flags });

describe("the file", () => {
  test("says why, and leaves out what is so anyway", async () => {
    await init({
      ...flagsFor(exampleInput({ prefix: "bucket-warden", backend: { type: "local" } })),
      membership: "invitation",
    });

    expect(readFileSync(out, "utf8")).toMatchInlineSnapshot(`
      "import { defineWarden } from "bucket-warden";

      /** What isn't said here has its default: docs/configuration.md lists every setting. */
      export default defineWarden({
        // Where the buckets, the trail and the alerts are.
        homeRegion: "us-east-1",
        // Keeps the evidence, and tells the subscribers. E-mail must be confirmed by its reader.
        auditAccount: {
          id: "111111111111",
          subscriptions: [{ protocol: "email-json", endpoint: "security-team@example.com" }],
        },
        // One account each, with the bucket that is guarded. Who isn't an allowed uploader, by
        // FileUploaderRole or by allowedUploaders, is an intruder; breakGlass is told of, never blocked.
        workloads: [
          {
            name: "payments",
            accountId: "222222222222",
            bucketName: "acme-payments",
          },
        ],
      });
      "
    `);
  });

  test.each([
    ["the package for its users", "shop/infra", "bucket-warden"],
    ["the source at the root of this repository", "", "./config/define"],
    ["the source below it", "examples/own", "../../config/define"],
  ])("imports %s", (_, place, from) => {
    const root = place.startsWith("shop") ? folder : packageRoot();

    expect(importFor(path.join(root, place, "warden.config.ts"))).toBe(from);
  });

  test("of the package's users loads where nothing is installed", async () => {
    await init();

    expect(loadConfig(out)).toEqual(parseConfig(out, exampleInput()));
  });

  test("is followed by the commands that come next, for just this file", () => {
    const config = exampleInput() as never;
    const told = (own: string, importFrom: string) => writtenText({ out: own, config, importFrom });

    expect(told("warden.config.ts", "bucket-warden")).toMatch(
      /makes 2 stacks.*\n\n.*\n {2}npx warden stacks {2,}/,
    );
    expect(told("my.config.ts", "./config/define")).toContain(
      "npm run warden -- synth --config my.config.ts ",
    );
  });
});

describe("nothing is written", () => {
  test("when flags are missing, and each is told", async () => {
    await expect(init({ membership: "organization" })).rejects.toThrow(
      [
        "warden init: 7 faults in the configuration",
        "  --home-region (homeRegion): is missing: an AWS region such as us-east-1",
        "  --organization-id (organization.id): is missing: an organization's id (o-…)",
        "  --root-id (organization.rootId): is missing: the id of the organization's root (r-…): aws organizations list-roots --query 'Roots[].Id'",
        "  --management-account (organization.managementAccountId): is missing: an AWS account id is a string of 12 digits",
        "  --audit-account (auditAccount.id): is missing: an AWS account id is a string of 12 digits",
        "  --subscription (auditAccount.subscriptions): at least one subscription: alerts need a reader; got []",
        "  --workload (workloads): at least one workload account; got []",
      ].join("\n"),
    );
    expect(existsSync(out)).toBe(false);
  });

  test.each<[Partial<InitFlags>, string]>([
    [{ prefix: "A" }, "--prefix (prefix): 3 to 24 lower-case letters"],
    [{ auditAccount: "12" }, "--audit-account (auditAccount.id): an AWS account id is a string"],
    [
      { workload: ["a=111111111111=b-prod"] },
      "--workload (workloads[0].accountId): an account has one role",
    ],
    [{ homeRegion: "eu-south-1" }, "--home-region (homeRegion): off until somebody enables it"],
    [{ optInRegion: ["mars"] }, "--opt-in-region (optInRegions[0]): an AWS region such as"],
    [{ uploader: ["payments=x"] }, "--uploader (workloads[0].allowedUploaders[0]): the ARN of"],
    [{ breakGlass: ["payments=x"] }, "--break-glass (workloads[0].breakGlass[0]): the ARN of"],
    [{ tag: ["team"] }, "--tag team: it takes key=value"],
    [{ tag: [`team=${"x".repeat(257)}`] }, "--tag (tags.team): "],
    [{ macieMember: ["222222222222"] }, "--macie-member 222222222222: it takes account=email"],
    [
      { membership: "organization", macieMember: ["222222222222=nobody"] },
      "--macie-member (organization.macieMembers[0].email): the account's e-mail address",
    ],
    [
      { membership: "organization", guardrailTarget: ["all"] },
      "--guardrail-target (organization.guardrailTargets[0]): the id of a root (r-…)",
    ],
    [{ organizationId: "o-1" }, "--organization-id (organization.id): an organization's id"],
    [{ organizationId: "o-a1b2c3d4e5" }, "--membership (membership): these settings are for"],
    [{ backend: "s3=x" }, "--backend (backend.bucket): S3 takes 3 to 63 characters"],
    [{ backend: "ftp" }, "--backend ftp: it takes local, s3=bucket, s3=bucket=region or cloud="],
    [{ backend: "local=x" }, "--backend local=x: it takes"],
    [{ subscription: ["team@example.com"] }, "--subscription team@example.com: it takes protocol="],
    [{ subscription: ["fax=12345"] }, "--subscription (auditAccount.subscriptions[0].protocol): "],
    [{ workload: ["a=1"] }, "--workload a=1: it takes name=account=bucket"],
    [
      { uploader: ["shop=x"] },
      "--uploader shop=x: no --workload is called shop; there are: payments",
    ],
    [{ out: "warden.json" }, "--out warden.json: it takes a file that ends with .ts"],
  ])("for %j", async (flags, message) => {
    await expect(init({ ...COMPLETE, ...flags })).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });

  test("over a file that is there, but by --force", async () => {
    writeFileSync(out, "mine");

    await expect(init()).rejects.toThrow(
      `--out ${out}: it is there already; --force writes it anew`,
    );
    expect(readFileSync(out, "utf8")).toBe("mine");
    await init({ ...COMPLETE, force: true });
    expect(readFileSync(out, "utf8")).toContain("defineWarden");
  });

  test("over a folder", async () => {
    mkdirSync(out);

    await expect(init({ ...COMPLETE, force: true })).rejects.toThrow(
      `--out names a folder: ${out}`,
    );
  });

  test("by --json, which prints the same configuration", async () => {
    await init({ ...COMPLETE, json: true });

    expect(parseConfig("printed", JSON.parse(printed))).toEqual(
      parseConfig("asked", exampleInput()),
    );
    expect(existsSync(out)).toBe(false);
  });
});

test("a state's bucket is in the home region, unless it is said to be in another", () => {
  const backendOf = (backend: string) => draftOf({ out, homeRegion: "us-east-1", backend }).backend;

  expect(backendOf("s3=acme")).toEqual({ type: "s3", bucket: "acme", region: "us-east-1" });
  expect(backendOf("s3=acme=eu-west-1")).toMatchObject({ region: "eu-west-1" });
});

test("tags and members of Macie are told by flags alone", () => {
  const tag = ["team=security", "note=a=b", "empty="];
  const macieMember = ["222222222222=payments@example.com"];
  const { tags, organization } = draftOf({ out, membership: "organization", tag, macieMember });

  expect(tags).toEqual({ team: "security", note: "a=b", empty: "" });
  expect(organization).toEqual({
    macieMembers: [{ accountId: "222222222222", email: "payments@example.com" }],
  });
});

test("who writes a configuration reads what becomes of what an account has already", async () => {
  await init();

  expect(printed).toMatch(/docs\/adoption\.md what becomes of a detector, recorder\nor hub/);
});

describe("a person is asked", () => {
  test("for one reader and one workload at least", async () => {
    const answers = [...answersFor(exampleInput())];
    const [protocol, name] = [4, 8];
    answers.splice(name, 0, "", "");
    answers[protocol] = "";
    const person = personWith(answers);

    const draft = await interview(EMPTY_DRAFT, person);

    expect(parseConfig("told", draft)).toEqual(parseConfig("asked", exampleInput()));
    expect(person.rest).toEqual([]);
  });

  test("again for a list with one wrong item", async () => {
    const answers = [...answersFor(exampleInput())];
    answers.splice(2, 1, "eu-west-1, eu-west-9", "eu-west-1 eu-west-2");
    const person = personWith(answers);

    expect(await interview(EMPTY_DRAFT, person)).toMatchObject({
      furtherRegions: ["eu-west-1", "eu-west-2"],
    });
    expect(person.heard.join("")).toMatch(/furtherRegions\[1\]: no region of AWS.*"eu-west-9"/);
  });

  test("again, with the rule, for what the configuration wouldn't take", async () => {
    const answers = [...answersFor(exampleInput())];
    const [region, audit, account] = [1, 3, 9];
    answers.splice(account, 0, "111111111111");
    answers.splice(audit, 0, "", "12");
    answers.splice(region, 0, "us-east-9");
    const person = personWith(answers);

    const draft = await interview(EMPTY_DRAFT, person);

    expect(parseConfig("told", draft)).toEqual(parseConfig("asked", exampleInput()));
    expect(person.heard.filter((text) => text.includes("; got "))).toEqual([
      expect.stringMatching(/^ {2}homeRegion: no region of AWS, .*; got "us-east-9"\n$/),
      '  auditAccount.id: an AWS account id is a string of 12 digits; got "12"\n',
      expect.stringMatching(/^ {2}workloads\[0\]\.accountId: an account has one role: .*; got /),
    ]);
  });

  test("only for what no flag says", async () => {
    const { prefix, homeRegion = "", ...flags } = flagsFor(organizationInput());
    const person = personWith([prefix ?? "", homeRegion, "", "", ""]);

    await interview(draftOf({ out, ...flags }), person);

    expect(person.heard.slice(1).map((question) => question.split(/[:[(]/)[0]?.trim())).toEqual([
      "Prefix of every name",
      "Home region, such as us-east-1",
      "Further regions to watch",
      "Root, units or accounts whose administrators are kept from switching things off",
      "Where Terraform's state goes",
    ]);
  });

  test.each([
    ["y", ["eu-south-1"]],
    ["yes", ["eu-south-1"]],
  ])(
    "whether a region is enabled that is off at first, and told so: %s",
    async (answer, optIns) => {
      const answers = [...answersFor(exampleInput({ homeRegion: "eu-south-1" }))];
      answers.splice(2, 0, "no", "eu-south-1", answer);

      const person = personWith(answers);
      const draft = await interview(EMPTY_DRAFT, person);

      expect(draft).toMatchObject({ homeRegion: "eu-south-1", optInRegions: optIns });
      expect(person.heard.join("")).toContain("homeRegion: off until somebody enables it");
    },
  );
});
