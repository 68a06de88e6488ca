import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { filesIn } from "../support/files";
import { notification, notifications } from "../lambda/responder/fixtures";

const root = path.resolve(__dirname, "..", "..");
const folder = mkdtempSync(path.join(tmpdir(), "warden-cli-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const EXAMPLE = path.join(root, "warden.config.ts");

/** The command as people run it, in a folder of its own. */
const warden = (...args: readonly string[]) => {
  const start = [path.join(root, "script", "start.mjs"), "cli/warden.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, start, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder },
  });
  return { status, stdout, stderr };
};

const configWith = (changes: string): string => {
  const file = path.join(folder, "broken.config.ts");
  const valid = `homeRegion: "us-east-1", auditAccount: { id: "111111111111", subscriptions: [
    { protocol: "email-json", endpoint: "team@example.com" }] },
    workloads: [{ name: "a", accountId: "222222222222", bucketName: "a-prod" }]`;
  writeFileSync(file, `export default { ${valid}, ${changes} };`);
  return file;
};

describe("bad input ends with code 2 and one message, and writes nothing:", () => {
  test.each([
    ["a missing file", () => "absent.config.ts", "no such file"],
    ["an unknown setting", () => configWith('colour: "red"'), "colour: no such setting"],
    [
      "a malformed account",
      () => configWith('auditAccount: { id: "12" }'),
      "auditAccount.id: an AWS account id is a string of 12 digits",
    ],
  ])("%s", (_, file, message) => {
    const config = file();
    const before = readdirSync(folder);

    for (const command of ["synth", "rehearse"]) {
      const { status, stdout, stderr } = warden(command, "--config", config);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  test.each([
    [["rehearse", "--fast"], "unknown option '--fast'"],
    [["rehearse", "now"], "too many arguments"],
    [["rehearse", "--report", "."], "--report names a folder: ."],
    [["synth", "--workers", "0"], "--workers 0: it takes a number of threads, from 1 to 99"],
    [["synth", "--only", "w?", "--config", EXAMPLE], 'no stack fits "w?"'],
    [["dance"], "unknown command 'dance'"],
    [["synt"], "(Did you mean synth?)"],
    [["synth", "--jsn"], "(Did you mean --json?)"],
    [
      ["prove", "--family", "a"],
      "argument 'a' is invalid. Allowed choices are findings, incident, ",
    ],
    [["replay"], "missing required argument 'file'"],
    [["release", "--reason", "x"], "required option '--user-id <id>' not specified"],
    [["release", "--user-id", "x"], "required option '--reason <text>' not specified"],
    [["incidents", "--since", "soon", "--config", EXAMPLE], "--since"],
    [["incidents", "--config", EXAMPLE], "--workload is missing: name one of payments, claims"],
  ])("the arguments %j", (args, message) => {
    const { status, stdout, stderr } = warden(...args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("a machine without Terraform is told so before anything is started", () => {
  const start = [path.join(root, "script", "start.mjs"), "cli/warden.ts", "rehearse", "--quiet"];
  const example = path.join(root, "warden.config.ts");
  const { status, stderr } = spawnSync(process.execPath, [...start, "--config", example], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: folder, HOME: folder },
  });

  expect(status).toBe(2);
  expect(stderr).toMatch(/^Terraform 1\.10\.0 or newer is needed: no command called terraform/);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("--version prints the package's version, and nothing else", () => {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly version: string;
  };

  expect(warden("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("help tells what each exit code means", () => {
  const { status, stdout } = warden("rehearse", "--help");

  expect(status).toBe(0);
  expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}130 /);
});

test("replay judges what it can read, names the file it can't, and ends with code 1", () => {
  const event = path.join(folder, "event.json");
  const broken = path.join(folder, "broken.json");
  writeFileSync(event, JSON.stringify(notifications(notification({ bucket: "acme-claims-prod" }))));
  writeFileSync(broken, '{"Records": [}');

  const { status, stdout, stderr } = warden("replay", broken, event, "--json", "--config", EXAMPLE);

  expect(JSON.parse(stdout)).toMatchObject([
    { file: event, index: 0, ignored: null, bucket: "acme-claims-prod", verdict: "intruder" },
  ]);
  expect(stderr).toContain(broken);
  expect(status).toBe(1);
});

test("synth prints every stack with its account and folder", () => {
  const example = path.join(root, "warden.config.ts");
  const { status, stdout } = warden("synth", "--json", "--config", example);

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ name: "audit", accountId: "111111111111" }),
    expect.objectContaining({ name: "workload-payments", accountId: "222222222222" }),
    expect.objectContaining({ name: "workload-claims", accountId: "333333333333" }),
  ]);
});

test("two threads write what one writes", () => {
  const [one, two] = ["1", "2"].map((workers) => {
    const { status, stdout } = warden("synth", "--workers", workers, "--json", "--config", EXAMPLE);
    const outdir = path.join(folder, "cdktf.out");
    const files = filesIn(outdir);
    rmSync(outdir, { recursive: true });
    return { status, stdout, files };
  });

  expect(two).toEqual(one);
  // The manifest, three stacks, two of them with the function.
  expect(Object.keys(one?.files ?? {})).toHaveLength(6);
});

test("a reader that leaves early is no error", () => {
  const start = `"${process.execPath}" "${path.join(root, "script", "start.mjs")}" cli/warden.ts`;

  // The reader is gone before the first word.
  const { stderr } = spawnSync("sh", ["-c", `(sleep 1; ${start} --help) | true`], {
    encoding: "utf8",
  });

  expect(stderr).toBe("");
});
