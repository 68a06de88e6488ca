import "bucket-warden/jest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { ExportsStack } from "../exports-stack";

const bucketName = "acme-nightly-exports";
const team = "exports-team@example.com";
const folder = mkdtempSync(path.join(tmpdir(), "exports-"));

beforeAll(() => {
  const app = new App({ outdir: folder });
  new ExportsStack(app, "exports", {
    accountId: "222222222222",
    region: "eu-west-1",
    bucketName,
    team,
  });
  app.synth();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const deletionIn = (name: string) => ({
  event: {
    source: "aws.s3",
    "detail-type": "Object Deleted",
    detail: { bucket: { name }, object: { key: "2026-01-01.csv" } },
  },
  from: "exports",
  to: team,
});

test("the team is told when an export is deleted", async () => {
  await expect(folder).toDeliver(deletionIn(bucketName));
});

test("the team isn't told of other buckets", async () => {
  await expect(folder).not.toDeliver(deletionIn("acme-photos"));
});
