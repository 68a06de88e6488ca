import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { unzipSync } from "fflate";
import { packageRoot } from "../../config/package-root";
import { buildResponderArchive } from "../../constructs/responder-archive";
import { toEnvironment } from "../../lambda/responder/settings";
import { notification, notifications, settings } from "../lambda/responder/fixtures";
import { HttpDouble } from "../lambda/responder/http-double";

/** Nothing but the deletion is allowed there, so the function ends by failing. */
const HANDLE_ONE_UPLOAD = `
  const { handler } = require("./index.js");
  const context = { getRemainingTimeInMillis: () => 60000 };
  handler(JSON.parse(process.env.UPLOAD), context).catch((error) => console.log(error.name));
`;

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "warden-archive-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A copy of the package as another machine would have it: own folder, own file times. */
function copyPackage(touchedAt: Date): string {
  const root = packageRoot();
  const copy = newFolder();
  for (const part of ["package.json", "lambda"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  utimesSync(join(copy, "lambda/responder/index.ts"), touchedAt, touchedAt);
  buildSync({
    absWorkingDir: root,
    entryPoints: ["constructs/responder-archive.ts", "config/package-root.ts"],
    outbase: ".",
    outdir: copy,
    platform: "node",
    format: "cjs",
  });
  return copy;
}

const hashIn = (copy: string, timeZone: string) =>
  execFileSync(
    process.execPath,
    ["-p", 'require("./constructs/responder-archive").buildResponderArchive().sha256Base64'],
    { cwd: copy, env: { ...process.env, TZ: timeZone }, encoding: "utf8" },
  ).trim();

describe("the responder's archive", () => {
  test("has the same bytes in other folders and time zones, whatever the sources' times", () => {
    const here = buildResponderArchive();

    const east = hashIn(copyPackage(new Date("2001-02-03")), "Pacific/Kiritimati");
    const west = hashIn(copyPackage(new Date("2030-12-31")), "Pacific/Pago_Pago");

    expect([east, west]).toEqual([here.sha256Base64, here.sha256Base64]);
  });

  test("is the file it says it is", () => {
    const { path, sha256Base64, bytes } = buildResponderArchive();

    const content = readFileSync(path);

    expect(createHash("sha256").update(content).digest("base64")).toBe(sha256Base64);
    expect(content.byteLength).toBe(bytes);
  });

  test("is built once for a process, however many stacks ask", () => {
    expect(buildResponderArchive()).toBe(buildResponderArchive());
  });

  test("holds one file that acts through the endpoint and with the credentials it is given", async () => {
    const files = unzipSync(readFileSync(buildResponderArchive().path));
    const folder = newFolder();
    writeFileSync(join(folder, "index.js"), files["index.js"] ?? "");
    const aws = new HttpDouble();
    aws.answer = ({ method }) => ({ status: method === "DELETE" ? 204 : 403 });
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", HANDLE_ONE_UPLOAD], {
      cwd: folder,
      env: {
        ...toEnvironment(settings),
        AWS_ENDPOINT_URL: await aws.start(),
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_SESSION_TOKEN: "token",
        UPLOAD: JSON.stringify(notifications(notification({}))),
      },
    });

    await aws.stop();

    expect(Object.keys(files)).toEqual(["index.js"]);
    expect(stdout).toContain('"remove":{"status":"gone"');
    expect(stdout).toContain("AlertError");
    const deletion = aws.received.find(({ method }) => method === "DELETE");
    expect(deletion?.path).toBe(`/${settings.bucket}/reports/2026 summary.csv`);
    expect(deletion?.headers).toMatchObject({
      authorization: expect.stringContaining("AKIDEXAMPLE") as unknown,
      "x-amz-security-token": "token",
    });
  });
});
