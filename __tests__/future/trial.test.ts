import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CommandFailed, type Commands, must } from "../../future/commands";
import { textOf } from "../../future/report";
import { isFine, tried } from "../../future/trial";
import { type Variant, VARIANTS } from "../../future/variants";
import { layOutToday } from "../../future/workspace";

const folder = mkdtempSync(path.join(tmpdir(), "warden-trial-test-"));
const at = (...parts: string[]) => path.join(folder, ...parts);
const variant: Variant = {
  name: "next",
  title: "the next",
  packages: { cdktf: "npm:next@1" },
  overrides: { "@cdktf/provider-aws": { cdktf: "$cdktf" } },
  expected: [{ path: "version", before: "1", after: "2" }],
  skipped: [],
};
const MANIFEST = {
  version: "9",
  dependencies: { zod: "1" },
  devDependencies: { cdktf: "0", "@cdktf/provider-aws": "1", constructs: "2", jest: "3" },
  peerDependencies: { cdktf: "^0" },
};
let today: string;

beforeAll(() => {
  mkdirSync(at("project", "node_modules"), { recursive: true });
  writeFileSync(at("project", "package.json"), JSON.stringify(MANIFEST));
  writeFileSync(at("project", "package-lock.json"), "{}");
  mkdirSync(at("stacks"));
  writeFileSync(at("stacks", "stack.json"), '{"version":"1"}');
  mkdirSync(at("scratch"));
  today = layOutToday(
    at("project"),
    ["package.json", "package-lock.json", "gone.ts"],
    at("scratch"),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  rmSync(at("scratch", "next"), { recursive: true, force: true });
});

const nothing = () => Promise.resolve();
const writing =
  (content: string): Commands["synthesize"] =>
  (_, outdir) => {
    mkdirSync(outdir, { recursive: true });
    writeFileSync(path.join(outdir, "stack.json"), content);
    return nothing();
  };
function trial(commands: Partial<Commands>, synthOnly = false) {
  const done = { install: nothing, types: nothing, tests: nothing, synthesize: writing("{}") };
  return tried(variant, {
    ...{ today, synthOnly, stacks: at("stacks"), say: () => undefined },
    commands: { ...done, ...commands },
  });
}

test("a variant that differs only as foreseen, and passes, is fine", async () => {
  const result = await trial({ synthesize: writing('{"version":"2"}') });

  expect(result).toMatchObject({ expected: 1, passed: ["install", "synth", "types", "tests"] });
  expect(isFine(result)).toBe(true);
  expect(textOf([result])).toContain("fine  next: the next");
});

test("any other difference is a fault, told with before and after", async () => {
  const result = await trial({ synthesize: writing('{"version":"2","acl":"public"}') });

  expect(isFine(result)).toBe(false);
  expect(textOf([result])).toMatch(/^WRONG[^]*unexpected: acl: nothing -> "public"/);
});

test("a foreseen difference that doesn't come is a fault", async () => {
  const result = await trial({ synthesize: writing('{"version":"1"}') });

  expect(isFine(result)).toBe(false);
  expect(textOf([result])).toContain('expected and not found: version: "1" -> "2"');
});

test.each(["install", "synthesize", "types", "tests"] as const)(
  "a command that fails ends the trial: %s",
  async (name) => {
    const commands = { synthesize: writing('{"version":"2"}') };
    const failing = () => Promise.reject(new CommandFailed(name, "because"));
    const result = await trial({ ...commands, [name]: failing });

    expect(isFine(result)).toBe(false);
    expect(result.missing).toEqual([]);
    expect(result.failure).toEqual({ command: name, output: "because" });
  },
);

test("a fault of the check itself isn't taken for one of the variant", async () => {
  await expect(trial({ install: () => Promise.reject(new TypeError("ours")) })).rejects.toThrow(
    "ours",
  );
});

test("only stacks are compared when that is asked for", async () => {
  const { passed } = await trial({ synthesize: writing('{"version":"2"}') }, true);

  expect(passed).toEqual(["install", "synth"]);
});

test("the copy is installed with nothing but what is exchanged, without the lock file", async () => {
  let manifest: unknown;
  await trial({
    install: (copy) => {
      manifest = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8"));
      expect(existsSync(path.join(copy, "package-lock.json"))).toBe(false);
      return nothing();
    },
  });

  expect(manifest).toMatchObject({ version: "9", overrides: variant.overrides });
  expect(manifest).toHaveProperty("dependencies", {});
  expect(manifest).toHaveProperty("peerDependencies", {});
  expect(manifest).toMatchObject({
    devDependencies: { cdktf: "npm:next@1", "@cdktf/provider-aws": "1", constructs: "2" },
  });
  expect(manifest).not.toMatchObject({ devDependencies: { jest: "3" } });
});

test("variants have names of their own and pin their packages exactly", () => {
  const names = VARIANTS.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  for (const { packages } of VARIANTS) {
    for (const version of Object.values(packages)) expect(version).toMatch(/(^|@)\d+\.\d+\.\d+$/);
  }
});

test("a command's last lines come with its failure", async () => {
  const script = "for (let i = 1; i <= 50; i++) console.log(`line ${i}`); process.exit(3)";
  const failing = must([process.execPath, "-e", script], {
    cwd: folder,
    signal: AbortSignal.timeout(20_000),
  });

  await expect(failing).rejects.toThrow(/failed\nline 11\n[^]*line 50$/);
});
