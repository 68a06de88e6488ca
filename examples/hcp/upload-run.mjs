// Uploads a stack's folder to its workspace of HCP Terraform, starts a run and follows it to its end.
//
//   TFE_TOKEN=… TFE_ORGANIZATION=acme node upload-run.mjs <stack> [--plan-only]
//
// Reads stacks.json, what `warden stacks --json` says. Ends with 0 when the run is applied, has nothing
// to change, or waits for a person's approval; otherwise with 1.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { TFE_TOKEN, TFE_ORGANIZATION, TFE_ADDRESS = "https://app.terraform.io" } = process.env;
const POLL_MILLISECONDS = Number(process.env.TFE_POLL_MILLISECONDS ?? 5000);
/** Where a run stays: https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states */
const ENDED_WELL = ["applied", "planned_and_finished", "planned_and_saved"];
const ENDED_BADLY = ["errored", "discarded", "canceled", "force_canceled", "policy_soft_failed"];
/** More requests than 30 a second are turned away (429). */
const TRIES = 5;

async function call(method, target, data) {
  for (let left = TRIES; ; left--) {
    const response = await fetch(`${TFE_ADDRESS}/api/v2/${target}`, {
      method,
      headers: {
        authorization: `Bearer ${TFE_TOKEN}`,
        "content-type": "application/vnd.api+json",
      },
      ...(data && { body: JSON.stringify({ data }) }),
    });
    if (response.ok) return (await response.json()).data;
    if (response.status !== 429 || left === 0)
      throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    await sleep(POLL_MILLISECONDS);
  }
}

/** cdk.tf.json at the top, and the function's code; no state, no provider. */
function archiveOf(directory) {
  const parts = ["cdk.tf.json", "assets"].filter((name) => existsSync(path.join(directory, name)));
  const maxBuffer = 100 * 1024 * 1024;
  return execFileSync("tar", ["-czf", "-", "-C", directory, ...parts], { maxBuffer });
}

async function upload(workspace, directory, speculative) {
  const attributes = { "auto-queue-runs": false, speculative };
  const version = { type: "configuration-versions", attributes };
  const made = await call("POST", `workspaces/${workspace.id}/configuration-versions`, version);
  // The address is a secret of its own: no token goes with it.
  const { ok, status } = await fetch(made.attributes["upload-url"], {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: archiveOf(directory),
  });
  if (!ok) throw new Error(`the upload was refused with status ${status}`);
  for (;;) {
    const { attributes: now } = await call("GET", `configuration-versions/${made.id}`);
    if (now.status === "uploaded") return made;
    if (now.status === "errored") throw new Error(`the upload failed: ${now["error-message"]}`);
    await sleep(POLL_MILLISECONDS);
  }
}

const related = ({ type, id }) => ({ data: { type, id } });

async function follow(run) {
  let told;
  for (;;) {
    const { attributes } = await call("GET", `runs/${run.id}`);
    const { status, actions } = attributes;
    if (status !== told) console.log(status);
    told = status;
    if (ENDED_WELL.includes(status)) return 0;
    if (ENDED_BADLY.includes(status)) return 1;
    if (actions?.["is-confirmable"]) {
      console.log(
        `waits for approval: ${TFE_ADDRESS}/app/${TFE_ORGANIZATION}/workspaces/bucket-warden-${name}/runs/${run.id}`,
      );
      return 0;
    }
    await sleep(POLL_MILLISECONDS);
  }
}

const [name, flag] = process.argv.slice(2);
const stack = JSON.parse(readFileSync("stacks.json", "utf8")).find((one) => one.name === name);
if (!TFE_TOKEN || !TFE_ORGANIZATION) throw new Error("TFE_TOKEN and TFE_ORGANIZATION must be set");
if (!stack) throw new Error(`no stack called ${name} in stacks.json`);
const planOnly = flag === "--plan-only";

const where = `organizations/${TFE_ORGANIZATION}/workspaces/bucket-warden-${name}`;
const workspace = await call("GET", where);
const version = await upload(workspace, stack.directory, planOnly);
const run = await call("POST", "runs", {
  type: "runs",
  attributes: { message: `${name}, by upload-run.mjs`, "plan-only": planOnly },
  relationships: { workspace: related(workspace), "configuration-version": related(version) },
});
process.exitCode = await follow(run);
