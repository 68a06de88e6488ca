import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import organization from "../../examples/organization/warden.config";
import { parseConfig } from "../../config/load";
import type { WardenConfig } from "../../config/schema";
import { synthesizeSideBySide } from "../../cli/synth/side-by-side";
import { synthesizeByCdktf } from "../../stacks/cdktf-synthesis";
import { synthesize } from "../../stacks/synthesize";
import { withoutTraces } from "../../stacks/without-traces";
import { exampleConfig, manyWorkloads } from "../support/example";
import { filesIn } from "../support/files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "warden-synthesize-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const inFolder = (...names: string[]): string => path.join(folder, ...names);

describe("the output is byte for byte what CDKTF's own synthesizer writes:", () => {
  test.each<[string, WardenConfig]>([
    [
      "by invitation, state in HCP Terraform",
      exampleConfig({
        backend: { type: "cloud", organization: "acme", workspace: "sec-{stack}" },
        tags: { Odd: "1e5 ${not a token}" },
      }),
    ],
    ["an organization of two regions", parseConfig("organization", organization)],
  ])("%s", (_, config) => {
    synthesize(config, inFolder("ours"));
    // Traces stand in no file, and take most of the time.
    withoutTraces(() => {
      synthesizeByCdktf(config, inFolder("cdktf"));
    });

    const ours = filesIn(inFolder("ours"));
    expect(Object.keys(ours)).toContain("manifest.json");
    expect(ours).toEqual(filesIn(inFolder("cdktf")));
  });
});

const LONG_AGO = new Date(2001, 1, 1);
const STACK = "cdk.tf.json";

const allFiles = (outdir: string): string[] =>
  Object.keys(filesIn(outdir)).map((file) => path.join(outdir, file));

function age(outdir: string): void {
  for (const file of allFiles(outdir)) utimesSync(file, LONG_AGO, LONG_AGO);
}

const touchedIn = (outdir: string): string[] =>
  allFiles(outdir)
    .filter((file) => statSync(file).mtimeMs !== LONG_AGO.getTime())
    .map((file) => path.relative(outdir, file));

test("what would be the same isn't touched", () => {
  const config = exampleConfig();
  synthesize(config, folder);
  age(folder);

  synthesize(config, folder);

  expect(touchedIn(folder)).toEqual([]);
});

test("of two workloads, the one that changed is written", () => {
  const [first, second] = manyWorkloads(2);
  synthesize(exampleConfig({ workloads: manyWorkloads(2) }), folder);
  age(folder);

  synthesize(
    exampleConfig({ workloads: [{ ...first, responseMode: "observe" }, second] as never }),
    folder,
  );

  expect(touchedIn(folder)).toEqual([path.join("stacks", "workload-w0", STACK)]);
});

test("a file that somebody changed, and half an archive, are put right", () => {
  const config = exampleConfig();
  synthesize(config, folder);
  const before = filesIn(folder);
  const zip = allFiles(folder).find((file) => file.endsWith(".zip")) ?? "";
  truncateSync(zip, 100);
  writeFileSync(inFolder("stacks", "audit", STACK), "{}");

  synthesize(config, folder);

  expect(filesIn(folder)).toEqual(before);
});

test("an older version of the function leaves the folder", () => {
  const config = exampleConfig();
  synthesize(config, folder);
  const before = filesIn(folder);
  const zip = allFiles(folder).find((file) => file.endsWith(".zip")) ?? "";
  renameSync(path.dirname(zip), path.resolve(zip, "../../0123456789abcdef"));

  synthesize(config, folder);

  expect(filesIn(folder)).toEqual(before);
});

describe("only some stacks:", () => {
  const config = exampleConfig({ workloads: manyWorkloads(3) });

  test("they are written, the others stay as they are, and the manifest lists what is there", async () => {
    const written = await synthesizeSideBySide(config, { outdir: folder, only: ["w?"] });
    expect(written.map(({ name }) => name)).toEqual(["workload-w0", "workload-w1", "workload-w2"]);
    age(folder);

    await synthesizeSideBySide(config, { outdir: folder, only: ["audit"] });

    expect(touchedIn(folder)).toEqual(["manifest.json", path.join("stacks", "audit", STACK)]);
    const { stacks } = JSON.parse(readFileSync(inFolder("manifest.json"), "utf8")) as {
      stacks: object;
    };
    expect(Object.keys(stacks)).toEqual(["audit", "workload-w0", "workload-w1", "workload-w2"]);
  });

  test("a pattern that fits none is refused before anything is written", async () => {
    await expect(
      synthesizeSideBySide(config, { outdir: inFolder("new"), only: ["w0", "payments"] }),
    ).rejects.toThrow('no stack fits "payments"');
    expect(readdirSync(folder)).toEqual([]);
  });
});
