import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type WardenInput } from "../../config/schema";
import { synthesize } from "../../stacks/synthesize";
import { exampleConfig, manyWorkloads } from "../support/example";
import { synthesized } from "../support/synthesized";

const terraformOf = (backend: NonNullable<WardenInput["backend"]>) =>
  synthesized(exampleConfig({ backend })).map(({ json }) => json.terraform);

test("local state lies beside the output folder, by a path that is the same on every machine", () => {
  expect(terraformOf({ type: "local" })).toMatchObject([
    { backend: { local: { path: "../../../terraform.audit.tfstate" } } },
    { backend: { local: { path: "../../../terraform.workload-payments.tfstate" } } },
  ]);
});

test("S3 state is encrypted, locked by S3 itself, and each stack's own", () => {
  const [audit] = terraformOf({ type: "s3", bucket: "acme-state", region: "eu-west-1" });

  expect(audit).toMatchObject({
    required_version: ">= 1.10",
    backend: {
      s3: {
        bucket: "acme-state",
        key: "bucket-warden/audit.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    },
  });
});

test("HCP Terraform gets a workspace for each stack", () => {
  expect(
    terraformOf({ type: "cloud", organization: "acme", workspace: "sec-{stack}" }),
  ).toMatchObject([
    { cloud: { organization: "acme", workspaces: { name: "sec-audit" } } },
    { cloud: { workspaces: { name: "sec-workload-payments" } } },
  ]);
});

test("the provider is named in full and pinned as the configuration says", () => {
  const [audit] = synthesized(exampleConfig({ providerVersion: "~> 5.100" }));

  expect(audit?.json.terraform).toMatchObject({
    required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } },
  });
});

test("a stack that left the configuration leaves the output folder", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "warden-stale-"));
  const before = exampleConfig({ workloads: manyWorkloads(2) });

  synthesize(before, folder);
  synthesize({ ...before, workloads: before.workloads.slice(0, 1) }, folder);

  expect(readdirSync(path.join(folder, "stacks")).sort()).toEqual(["audit", "workload-w0"]);
});
