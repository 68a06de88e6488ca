import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import { packageRoot } from "../../config/package-root";

/**
 * HCP Terraform can't be had here. This server holds the script to the API's documentation and
 * answers as it says (developer.hashicorp.com/terraform/cloud-docs/api-docs: configuration-versions,
 * run); that HCP Terraform does so too is not shown.
 */
interface Seen {
  readonly asked: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

const folder = mkdtempSync(path.join(tmpdir(), "warden-hcp-"));
const stack = path.join(folder, "workload-claims");
const seen: Seen[] = [];
let statuses: object[] = [];
let uploads: string[] = [];
let turnedAway = 0;

const next = <T>(list: T[]): T | undefined => (list.length > 1 ? list.shift() : list[0]);
const answers: Readonly<Record<string, () => object>> = {
  "GET /api/v2/organizations/acme/workspaces/bucket-warden-workload-claims": () => ({
    data: { type: "workspaces", id: "ws-1" },
  }),
  "POST /api/v2/workspaces/ws-1/configuration-versions": () => ({
    data: {
      type: "configuration-versions",
      id: "cv-1",
      attributes: { status: "pending", "upload-url": `${url()}/upload/secret` },
    },
  }),
  "PUT /upload/secret": () => ({}),
  "GET /api/v2/configuration-versions/cv-1": () => ({
    data: { id: "cv-1", attributes: { status: next(uploads), "error-message": "too large" } },
  }),
  "POST /api/v2/runs": () => ({ data: { type: "runs", id: "run-1" } }),
  "GET /api/v2/runs/run-1": () => ({ data: { id: "run-1", attributes: next(statuses) } }),
};

const server = createServer((incoming, outgoing) => {
  void buffer(incoming).then((body) => {
    const asked = `${incoming.method} ${incoming.url}`;
    seen.push({ asked, headers: incoming.headers, body });
    const answer = answers[asked];
    if (turnedAway-- > 0) return outgoing.writeHead(429).end();
    return outgoing.writeHead(answer ? 200 : 404).end(JSON.stringify(answer?.() ?? {}));
  });
});
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const seenAt = (asked: string): Seen => {
  const found = seen.find((one) => one.asked === asked);
  if (!found) throw new Error(`nobody asked ${asked}`);
  return found;
};

beforeAll(async () => {
  mkdirSync(path.join(stack, "assets"), { recursive: true });
  mkdirSync(path.join(stack, ".terraform"));
  writeFileSync(path.join(stack, "cdk.tf.json"), "{}");
  writeFileSync(path.join(stack, "terraform.tfstate"), "{}");
  writeFileSync(path.join(stack, "assets", "code.zip"), "zip");
  const stacks = [{ name: "workload-claims", directory: stack }];
  writeFileSync(path.join(folder, "stacks.json"), JSON.stringify(stacks));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  seen.length = 0;
  uploads = ["pending", "uploaded"];
  statuses = [{ status: "planning" }, { status: "applied" }];
  turnedAway = 0;
});

async function upload(...args: string[]) {
  const script = path.join(packageRoot(), "examples", "hcp", "upload-run.mjs");
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      TFE_TOKEN: "t0ken",
      TFE_ORGANIZATION: "acme",
      TFE_ADDRESS: url(),
      TFE_POLL_MILLISECONDS: "1",
    },
  });
  const said = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out: said[0], errors: said[1], code: child.exitCode };
}

describe("the upload to HCP Terraform", () => {
  test("sends the stack as an archive, starts its run and follows it", async () => {
    expect(await upload("workload-claims")).toEqual({
      out: "planning\napplied\n",
      errors: "",
      code: 0,
    });

    const { body: archive } = seenAt("PUT /upload/secret");
    const names = execFileSync("tar", ["-tzf", "-"], { input: archive, encoding: "utf8" });
    expect(names.trim().split("\n").sort()).toEqual(["assets/", "assets/code.zip", "cdk.tf.json"]);
    expect(JSON.parse(seenAt("POST /api/v2/runs").body.toString())).toMatchObject({
      data: {
        type: "runs",
        attributes: { "plan-only": false },
        relationships: {
          workspace: { data: { type: "workspaces", id: "ws-1" } },
          "configuration-version": { data: { type: "configuration-versions", id: "cv-1" } },
        },
      },
    });
  });

  test("shows the token to the API, and not to the storage", async () => {
    await upload("workload-claims");

    const toApi = seen.filter(({ asked }) => asked.includes("/api/v2/"));
    expect(new Set(toApi.map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer t0ken"]),
    );
    const posts = toApi.filter(({ asked }) => asked.startsWith("POST"));
    expect(posts.map(({ headers }) => headers["content-type"])).toEqual(
      Array(2).fill("application/vnd.api+json"),
    );
    const { headers } = seenAt("PUT /upload/secret");
    expect(headers.authorization).toBeUndefined();
    expect(headers["content-type"]).toBe("application/octet-stream");
  });

  test("starts no run before the upload is taken in, and none of its own accord", async () => {
    await upload("workload-claims");

    const order = seen.map(({ asked }) => asked);
    expect(order.lastIndexOf("GET /api/v2/configuration-versions/cv-1")).toBeLessThan(
      order.indexOf("POST /api/v2/runs"),
    );
    const { body } = seenAt("POST /api/v2/workspaces/ws-1/configuration-versions");
    expect(JSON.parse(body.toString())).toEqual({
      data: {
        type: "configuration-versions",
        attributes: { "auto-queue-runs": false, speculative: false },
      },
    });
  });

  test("only plans when told so", async () => {
    statuses = [{ status: "planned_and_finished" }];

    expect((await upload("workload-claims", "--plan-only")).code).toBe(0);
    const { data } = JSON.parse(seenAt("POST /api/v2/runs").body.toString()) as {
      data: { attributes: object };
    };
    expect(data.attributes).toMatchObject({ "plan-only": true });
  });

  test("leaves a run that waits for approval to a person, and says where it is", async () => {
    statuses = [{ status: "planned", actions: { "is-confirmable": true } }];

    expect(await upload("workload-claims")).toMatchObject({
      out: `planned\nwaits for approval: ${url()}/app/acme/workspaces/bucket-warden-workload-claims/runs/run-1\n`,
      code: 0,
    });
  });

  test.each(["errored", "discarded", "canceled"])("fails with a run that is %s", async (status) => {
    statuses = [{ status }];

    expect((await upload("workload-claims")).code).toBe(1);
  });

  test("asks again when it asked too often", async () => {
    turnedAway = 1;

    expect((await upload("workload-claims")).code).toBe(0);
  });

  test.each<[string, () => void, string]>([
    ["workload-claims", () => void (uploads = ["errored"]), "the upload failed: too large"],
    ["audit", () => undefined, "no stack called audit in stacks.json"],
  ])("of %s ends with the reason when it can't be", async (name, spoil, reason) => {
    spoil();

    const { code, errors } = await upload(name);
    expect(code).toBe(1);
    expect(errors).toContain(reason);
  });
});
