import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";

const folder = mkdtempSync(path.join(tmpdir(), "warden-own-name-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(text: string): string {
  const file = path.join(folder, "warden.config.ts");
  writeFileSync(file, text);
  return file;
}

const CONFIG = `import { defineWarden } from "bucket-warden";
  export default defineWarden({
    prefix: "acme",
    homeRegion: "eu-west-1",
    auditAccount: {
      id: "111111111111",
      subscriptions: [{ protocol: "email-json", endpoint: "team@example.com" }],
    },
    workloads: [{ name: "claims", accountId: "222222222222", bucketName: "acme-claims" }],
  });`;

test("a configuration imports the package by its name, also where the package isn't installed", () => {
  const command = path.join(packageRoot(), "bin", "warden.mjs");

  // In a process of its own: jest finds packages by the name in their manifest, wherever they lie.
  const stacks = execFileSync(process.execPath, [command, "stacks", "--config", written(CONFIG)], {
    cwd: folder,
    encoding: "utf8",
  });

  expect(stacks).toContain("workload-claims");
});

test("a path of the same name in a tsconfig.json doesn't stand in for the package", () => {
  const paths = { "bucket-warden": ["./other.ts"] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { paths } }));
  writeFileSync(path.join(folder, "other.ts"), "export const defineWarden = () => ({});");

  expect(loadConfig(written(CONFIG)).prefix).toBe("acme");
});
