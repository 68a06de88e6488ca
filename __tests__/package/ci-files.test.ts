import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stackRows } from "../../cli/stacks/rows";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { planStacks } from "../../config/stack-plan";

const ci = path.join(packageRoot(), "examples", "ci");
const example = path.join(packageRoot(), "examples", "organization", "warden.config.ts");
const folder = mkdtempSync(path.join(tmpdir(), "warden-ci-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the workflow for GitHub Actions", () => {
  const workflow = readFileSync(path.join(ci, "github-actions.yml"), "utf8");

  test("pins every action by its whole commit, and says which release that is", () => {
    const uses = workflow.split("\n").filter((line) => line.includes("uses:"));
    const pins = uses.map((line) =>
      /uses: ([\w/-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(line),
    );

    expect(uses.length).toBeGreaterThan(10);
    expect(uses.filter((_, at) => pins[at] === null)).toEqual([]);
    // One release of each, and one commit of each release.
    const releases = new Set(pins.map((pin) => pin?.slice(1).join(" ")));
    expect(releases.size).toBe(new Set(pins.map((pin) => pin?.[1])).size);
  });

  test("gives no job a right that it isn't given by name, and forks no credentials", () => {
    const jobs = workflow.split(/^ {2}(?=\w+:\n)/m).slice(1);
    const withToken = jobs.filter((job) => job.includes("id-token: write"));

    expect(workflow).toMatch(/^permissions: \{\}$/m);
    expect(withToken.map((job) => job.split(":")[0])).toEqual(["plan", "shared", "workloads"]);
    for (const job of withToken) {
      expect(job).toMatch(/^ {4}environment: |head\.repo\.full_name == github\.repository$/m);
    }
  });
});

describe("the pipelines for GitLab", () => {
  interface Job {
    readonly stage?: string;
    readonly when?: string;
    readonly allow_failure?: boolean;
    readonly script: readonly string[];
  }
  const rows = stackRows(planStacks(loadConfig(example)));
  const read = (file: string) =>
    JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Record<string, unknown>;

  beforeAll(() => {
    writeFileSync(path.join(folder, "stacks.json"), JSON.stringify(rows));
    for (const { directory, accountId } of rows) {
      const role_arn = `arn:aws-cn:iam::${accountId}:role/BucketWardenDeployment`;
      const assume_role = [{ role_arn, session_name: "bucket-warden" }];
      const aws = [
        { region: "eu-west-1", assume_role },
        { alias: "home", assume_role },
      ];
      mkdirSync(path.join(folder, directory), { recursive: true });
      writeFileSync(
        path.join(folder, directory, "cdk.tf.json"),
        JSON.stringify({ provider: { aws } }),
      );
    }
    execFileSync(process.execPath, [path.join(ci, "gitlab-pipelines.mjs")], { cwd: folder });
  });

  test("plan every stack, and apply none", () => {
    const jobs = read("plan-pipeline.yml") as Record<string, Job>;

    expect(Object.keys(jobs)).toEqual(rows.map(({ name }) => name));
    expect(Object.values(jobs).filter(({ script }) => script.join().includes("apply"))).toEqual([]);
  });

  test("apply every stack in its wave, by a button that the next wave waits for", () => {
    const { stages, ...jobs } = read("apply-pipeline.yml") as Record<string, Job>;

    expect(stages).toEqual([...new Set(rows.map(({ wave }) => `wave ${wave}`))]);
    for (const { name, wave } of rows) {
      expect(jobs[name]).toMatchObject({
        stage: `wave ${wave}`,
        when: "manual",
        allow_failure: false,
      });
    }
  });

  test("plan with the role that only reads, by every provider of the stack", () => {
    const [{ directory, accountId } = { directory: "", accountId: "" }] = rows;
    const role_arn = `arn:aws-cn:iam::${accountId}:role/BucketWardenPlan`;
    const assume_role = [{ role_arn, session_name: "bucket-warden" }];

    expect(read(path.join(directory, "plan_only.json"))).toEqual({
      provider: { aws: [{ assume_role }, { alias: "home", assume_role }] },
    });
  });
});
