import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { type Told } from "../../../../lambda/responder/alert/alert";
import { filer } from "../../../../lambda/responder/aws/aws-finding";
import { toFinding } from "../../../../lambda/responder/alert/finding";
import { ACCOUNT, upload, user } from "../fixtures";
import { type Answer, HttpDouble, json } from "../http-double";

const environment = { ...process.env };
const told: Told = {
  id: "incident#1",
  stage: "quarantined",
  upload: { ...upload, key: "ü \u202e \n.csv" },
  steps: {
    remove: { status: "gone", versionId: "v1" },
    contain: { status: "blocked", userId: user.userId },
    quarantine: { status: "attached", to: "user mallory" },
    abort: { status: "none-unfinished" },
  },
  late: false,
};
const place = { accountId: ACCOUNT, accountName: "shop", region: "eu-west-1" };
const finding = toFinding(told, place, new Date("2026-01-01T12:00:04Z"));
const taken = json({ FailedCount: 0, SuccessCount: 1, FailedFindings: [] });
const refused = (status: number, code: string, message: string): Answer =>
  json({ __type: `com.amazonaws.securityhub#${code}`, Message: message, Code: code }, status);

let hub: HttpDouble;
const file = (attempts = 1) =>
  filer({
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 300 },
  })(finding);

beforeEach(async () => {
  hub = new HttpDouble();
  hub.answer = () => taken;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await hub.start(),
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
  });
});

afterEach(async () => {
  process.env = { ...environment };
  await hub.stop();
});

describe("filing a finding", () => {
  test("imports it in one signed call to the finding's own region", async () => {
    expect(await file()).toBe("filed");

    expect(hub.received).toHaveLength(1);
    expect(hub.received[0]).toMatchObject({
      method: "POST",
      path: "/findings/import",
      headers: {
        "content-type": "application/json",
        "x-amz-security-token": "token",
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/securityhub\/aws4_request, /,
        ),
      },
    });
    expect(JSON.parse(hub.received[0]?.body ?? "")).toEqual({ Findings: [finding] });
  });

  test.each([
    refused(401, "InvalidAccessException", "Account 1 is not subscribed to AWS Security Hub"),
    json({ FailedCount: 1, FailedFindings: [{ ErrorCode: "InvalidAccess", ErrorMessage: "off" }] }),
  ])("is not possible where Security Hub is off: %j", async (answer) => {
    hub.answer = () => answer;
    expect(await file()).toBe("not-enabled");
  });

  test.each([
    [refused(403, "AccessDeniedException", "not authorized"), "AccessDeniedException: not auth"],
    [refused(401, "InvalidAccessException", "no permission"), "InvalidAccessException: no perm"],
    [{ status: 500, body: "<html>" }, "HTTP 500: <html>"],
    [
      json({
        FailedCount: 1,
        FailedFindings: [{ ErrorCode: "InvalidInput", ErrorMessage: "Title" }],
      }),
      "InvalidInput: Title",
    ],
    [json({ FailedCount: 1 }), "FailedFinding"],
  ])("fails with what Security Hub answered: %j", async (answer, error) => {
    hub.answer = () => answer;
    expect(String(await file().catch((cause: unknown) => cause))).toContain(error);
  });

  test.each([
    refused(429, "TooManyRequestsException", "slow down"),
    refused(400, "ThrottlingException", "slow down"),
    { status: 503 },
  ])("is tried again after %j", async (answer) => {
    const answers = [answer];
    hub.answer = () => answers.shift() ?? taken;
    expect(await file(3)).toBe("filed");
    expect(hub.received).toHaveLength(2);
  });

  test("is tried so often and no more", async () => {
    hub.answer = () => ({ status: 503 });
    await expect(file(3)).rejects.toThrow();
    expect(hub.received).toHaveLength(3);
  });

  test("is not tried again when another try can't help", async () => {
    hub.answer = () => refused(403, "AccessDeniedException", "not authorized");
    await expect(file(3)).rejects.toThrow("not authorized");
    expect(hub.received).toHaveLength(1);
  });

  test("is given up when no answer comes", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

    const error = await Promise.race([
      file().catch((cause: unknown) => cause),
      new Promise((resolve) => setTimeout(resolve, 2_000, "nothing happened")),
    ]);

    silent.closeAllConnections();
    silent.close();
    expect(String(error)).toContain("300 ms");
  });

  test("fails without credentials, before anything is sent", async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(file()).rejects.toThrow("no AWS credentials");
    expect(hub.received).toEqual([]);
  });
});
