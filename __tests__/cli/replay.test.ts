import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type ReplayFlags, replayCommand } from "../../cli/commands/replay";
import { type Replayed } from "../../cli/replay/print";
import { exampleInput, exampleWorkload, PAYMENTS } from "../support/example";
import { notification, notifications, trailEvent } from "../lambda/responder/fixtures";
import { policyCall, schedule, testEvent } from "../lambda/responder/samples/calls";

const BUCKET = "acme-payments";
const root = mkdtempSync(path.join(tmpdir(), "warden-replay-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const iam = (resource: string) => `arn:aws:iam::${PAYMENTS}:${resource}`;
const SESSION_ARN = `arn:aws:sts::${PAYMENTS}:assumed-role/people/eva`;

const write = (name: string, content: string | Buffer): string => {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const configWith = (changes: Parameters<typeof exampleWorkload>[0]) => {
  const input = exampleInput({ workloads: [exampleWorkload(changes)] });
  return write("warden.config.ts", `export default ${JSON.stringify(input)};`);
};

/** What the command prints and how it ends. */
async function replay(files: string[], flags: ReplayFlags = {}) {
  const streams = [process.stdout, process.stderr] as const;
  const spies = streams.map((stream) => jest.spyOn(stream, "write").mockReturnValue(true));
  try {
    const code = await replayCommand(files, { config: flags.config ?? config, ...flags });
    const [stdout = "", stderr = ""] = spies.map((spy) =>
      spy.mock.calls.map(([text]) => String(text)).join(""),
    );
    return { code, stdout, stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
async function judgements(files: string[], flags: ReplayFlags = {}) {
  const { stdout, ...rest } = await replay(files, { ...flags, json: true });
  return { ...rest, records: JSON.parse(stdout) as Replayed[] };
}

const config = configWith({
  allowedUploaders: [iam("role/apps/ingest"), SESSION_ARN],
  breakGlass: [iam("user/break-glass")],
});

const inBucket = (principalId: string, key = "a.csv") =>
  notification({ bucket: BUCKET, principalId, object: { key } });
const call = (userIdentity: object, changes: object = {}) =>
  trailEvent({
    userIdentity,
    requestParameters: { bucketName: BUCKET, key: "a.csv" },
    ...changes,
  });
const user = (name: string, id: string) => ({
  type: "IAMUser",
  principalId: id,
  arn: iam(`user/${name}`),
  accountId: PAYMENTS,
  userName: name,
});
const session = (role: string, id: string, name: string, path = "") => ({
  type: "AssumedRole",
  principalId: `${id}:${name}`,
  arn: `arn:aws:sts::${PAYMENTS}:assumed-role/${role}/${name}`,
  accountId: PAYMENTS,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: id, arn: iam(`role/${path}${role}`) },
  },
});
const json = (value: unknown) => JSON.stringify(value, null, 2);
const lines = (...events: unknown[]) => events.map((event) => JSON.stringify(event)).join("\n");

describe("a record", () => {
  test("of an intruder says all that would be done", async () => {
    const file = write("intruder.json", json(call(user("mallory", "AIDAMALLORY"))));

    expect((await judgements([file])).records).toEqual([
      {
        file,
        index: 0,
        ignored: null,
        bucket: BUCKET,
        key: "a.csv",
        versionId: "v1",
        principal: { kind: "user", userId: "AIDAMALLORY", arn: iam("user/mallory") },
        verdict: "intruder",
        actions: [
          "delete-version",
          "block AIDAMALLORY",
          "quarantine user mallory",
          "abort-uploads",
          "alert",
        ],
        reasons: ["not an allowed uploader"],
      },
    ]);
  });

  const denied = { errorCode: "AccessDenied" };
  const policy = policyCall("PutBucketPolicy", {
    requestParameters: { bucketName: BUCKET },
    userIdentity: user("eve", "AIDAEVE"),
  });
  const without = (object: object) => ({
    ...inBucket("AWS:AIDAEVE"),
    s3: { bucket: { name: BUCKET }, object },
  });

  test.each([
    ["an allowed role's session", call(session("ingest", "AROAINGEST", "x")), "allowed", []],
    ["an allowed session", call(session("people", "AROAPEOPLE", "eva")), "allowed", []],
    [
      "another session of that role",
      call(session("people", "AROAPEOPLE", "bob")),
      "intruder",
      ["delete-version", "block AROAPEOPLE:bob", "abort-uploads", "alert"],
    ],
    ["FileUploaderRole", call(session("FileUploaderRole", "AROAUP", "x")), "allowed", []],
    ["the responder", call(session("acme-responder", "AROARESP", "x")), "ignored", []],
    [
      "the deployment role",
      call(session("BucketWardenDeployment", "AROADEP", "x")),
      "protected",
      ["alert"],
    ],
    ["a break-glass user", call(user("break-glass", "AIDABG")), "protected", ["alert"]],
    ["a service", notifications(inBucket("s3.amazonaws.com")), "protected", ["alert"]],
    ["a refused call", call(user("eve", "AIDAEVE"), denied), "ignored", ["count"]],
    ["a changed policy", policy, "ignored", ["reconcile"]],
    ["a schedule", schedule, "ignored", ["reconcile"]],
    ["a test event", testEvent, "ignored", []],
    ["another bucket", notifications(notification({ bucket: "other" })), "ignored", []],
    ["what is no event", { hello: 1 }, "ignored", []],
    [
      "an unversioned bucket",
      notifications(without({ key: "a", eTag: "e" })),
      "intruder",
      ["delete-object", "block AIDAEVE", "alert"],
    ],
    [
      "a version CloudTrail doesn't tell",
      call(user("eve", "AIDAEVE"), { responseElements: null }),
      "intruder",
      ["find-and-delete-version", "block AIDAEVE", "quarantine user eve", "abort-uploads", "alert"],
    ],
  ])("of %s is judged: %#", async (_, event, verdict, actions) => {
    const { records, code } = await judgements([write("one.json", json(event))]);

    expect(records).toMatchObject([{ verdict, actions }]);
    expect(records[0]?.ignored === null).toBe(verdict !== "ignored");
    expect(records[0]?.reasons).not.toEqual([]);
    expect(code).toBe(0);
  });

  test("that says nothing of itself has null for each", async () => {
    const { records } = await judgements([write("empty.json", "{}")]);

    expect(records[0]).toMatchObject({ bucket: null, key: null, versionId: null, principal: null });
  });

  test("in observe mode would only be told", async () => {
    const file = write("observe.json", json(call(user("mallory", "AIDAMALLORY"))));
    const observing = write(
      "observe.config.ts",
      `export default ${JSON.stringify(exampleInput({ workloads: [exampleWorkload({ responseMode: "observe" })] }))};`,
    );

    expect((await judgements([file], { config: observing })).records).toMatchObject([
      { verdict: "intruder", actions: ["alert"], reasons: ["the response mode is observe"] },
    ]);
  });
});

describe("unique ids", () => {
  test("are learned from any record of any file, even from later ones and other calls", async () => {
    const first = write("ids/1.json", json(notifications(inBucket("AWS:AROAINGEST:nightly"))));
    const other = { eventSource: "ec2.amazonaws.com", eventName: "RunInstances" };
    const second = write("ids/2.json", json(call(session("ingest", "AROAINGEST", "x"), other)));

    const { records } = await judgements([first, second]);

    expect(records.map(({ verdict }) => verdict)).toEqual(["allowed", "ignored"]);
  });

  test("can be told, of roles and users, with the ARN as the configuration writes it", async () => {
    const file = write(
      "told.json",
      json(
        notifications(
          inBucket("AWS:AROAINGEST:x"),
          inBucket("AWS:AIDABG"),
          inBucket("AWS:AROAPEOPLE:eva"),
          inBucket("AWS:AROAPEOPLE:bob"),
        ),
      ),
    );
    const userId = [
      `${iam("role/apps/ingest")}=AROAINGEST`,
      `${iam("user/break-glass")}=AIDABG`,
      `${SESSION_ARN}=AROAPEOPLE:*`,
    ];

    const { records } = await judgements([file], { userId });

    expect(records.map(({ verdict }) => verdict)).toEqual([
      "allowed",
      "protected",
      "allowed",
      "intruder",
    ]);
  });

  test("of people of Identity Center are learned as a role's", async () => {
    const role = "AWSReservedSSO_Uploads_1";
    const person = `arn:aws:sts::${PAYMENTS}:assumed-role/${role}/eva@example.com`;
    const input = exampleInput({ workloads: [exampleWorkload({ allowedUploaders: [person] })] });
    const people = write("people.config.ts", `export default ${JSON.stringify(input)};`);
    const path = "aws-reserved/sso.amazonaws.com/eu-west-1/";
    const eva = call(session(role, "AROASSO", "eva@example.com", path));
    const bob = call(session(role, "AROASSO", "bob@example.com", path));

    const { records } = await judgements([write("people.json", json([eva, bob]))], {
      config: people,
    });

    expect(records.map(({ verdict }) => verdict)).toEqual(["allowed", "intruder"]);
  });

  test("may be told of a name with an equals sign", async () => {
    const arn = iam("role/a=b");
    const input = exampleInput({ workloads: [exampleWorkload({ allowedUploaders: [arn] })] });
    const odd = write("odd.config.ts", `export default ${JSON.stringify(input)};`);
    const file = write("odd.json", json(notifications(inBucket("AWS:AROAODD:x"))));

    const { records } = await judgements([file], { config: odd, userId: [`${arn}=AROAODD`] });

    expect(records).toMatchObject([{ verdict: "allowed" }]);
  });

  test("that stay unknown are told, since their uploads may be judged wrongly", async () => {
    const file = write("unknown.json", json(notifications(inBucket("AWS:AROAINGEST:x"))));

    const { records, stderr, code } = await judgements([file]);

    expect(records).toMatchObject([{ verdict: "intruder" }]);
    expect(stderr).toContain("payments: no record tells the unique ids of");
    expect(stderr).toContain(iam("role/apps/ingest"));
    expect(stderr).toContain("--user-id ARN=ID");
    expect(code).toBe(0);
  });

  test("of foreign replication roles are in the configuration itself", async () => {
    const input = exampleInput({
      workloads: [exampleWorkload({ replicationRoles: ["AROAREPLICATION"] })],
    });
    const replicated = write("replicated.config.ts", `export default ${JSON.stringify(input)};`);
    const file = write("replica.json", json(notifications(inBucket("AWS:AROAREPLICATION:s3"))));

    const { records, stderr } = await judgements([file], { config: replicated });

    expect(records).toMatchObject([{ verdict: "allowed" }]);
    expect(stderr).not.toContain("AROAREPLICATION");
  });

  test.each(["AROAX", "=AROAX", `${iam("role/x")}=nobody`, `${iam("root")}=AROAX`])(
    "told as %s are bad input",
    async (told) => {
      await expect(replay([], { userId: [told] })).rejects.toThrow("--user-id takes ARN=ID");
    },
  );
});

describe("files", () => {
  const one = notifications(inBucket("AWS:AIDAEVE", "one"));
  const two = notifications(inBucket("AWS:AIDAEVE", "two"), inBucket("AWS:AIDAEVE", "three"));

  test.each([
    ["one event over many lines", "f.json", json(two), 2],
    ["an array of events", "f.json", json([one, two]), 3],
    ["one event a line", "f.log", lines(one, two), 3],
    [
      "lines that end as on Windows, and empty ones",
      "f.jsonl",
      lines(one, two).replace("\n", "\r\n\r\n"),
      3,
    ],
    ["a mark of the byte order", "f.json", `\ufeff${json(one)}`, 1],
    ["gzip", "f.json.gz", gzipSync(json(two)), 2],
    ["gzip under a name that hides it", "f.json", gzipSync(lines(one, two)), 3],
    ["the name of gzip without it", "f.json.gz", json(one), 1],
    ["nothing, line by line", "f.ndjson", "", 0],
    ["a record alone", "f.json", json(inBucket("AWS:AIDAEVE")), 1],
  ])("with %s are read", async (_, name, content, count) => {
    const { records, code } = await judgements([write(name, content)]);

    expect(records.map(({ index }) => index)).toEqual(
      Array.from({ length: count }, (__, at) => at),
    );
    expect(code).toBe(0);
  });

  test("hold keys with characters that pass for line ends elsewhere", async () => {
    const key = "a\u2028b\u0085c\r";
    const event = call(user("eve", "AIDAEVE"), { requestParameters: { bucketName: BUCKET, key } });

    expect((await judgements([write("keys.jsonl", lines(event, event))])).records).toMatchObject([
      { key },
      { key },
    ]);
  });

  test("of a folder are read in the order of their names, with all below", async () => {
    write("folder/b.json", json(one));
    write("folder/a/2.jsonl", lines(one));
    write("folder/a/1.json.gz", gzipSync(json(one)));
    write("folder/c.log", lines(one));
    write("folder/notes.txt", "no events");
    symlinkSync(path.join(root, "folder"), path.join(root, "folder", "loop"));

    const { records, code } = await judgements([path.join(root, "folder")]);

    expect(records.map(({ file }) => path.relative(root, file))).toEqual([
      "folder/a/1.json.gz",
      "folder/a/2.jsonl",
      "folder/b.json",
      "folder/c.log",
    ]);
    expect(code).toBe(0);
  });

  test.each([
    ["that isn't JSON", "bad.json", '{\n  "Records": [,]\n}', ':2:15: not JSON: unexpected ","'],
    ["that is cut off", "cut.json", '{"Records": [', ":1:14: not JSON: it ends too early"],
    ["that is empty", "none.json", "", ":1:1: not JSON: it ends too early"],
    ["that is no gzip", "bad.gz", Buffer.from([0x1f, 0x8b, 9, 9]), ": "],
  ])(
    "one %s is named with the place, and the others still read",
    async (_, name, content, told) => {
      const bad = write(name, content);
      const good = write("good.json", json(one));

      const { records, stderr, code } = await judgements([bad, good]);

      expect(records).toMatchObject([{ file: good, key: "one" }]);
      expect(stderr).toContain(`${bad}${told}`);
      expect(code).toBe(1);
    },
  );

  test("a line that isn't JSON is named, and the others still read", async () => {
    const file = write("lines.jsonl", [lines(one), '{"a": tru}', lines(one)].join("\n"));

    const { records, stderr, code } = await judgements([file]);

    expect(records.map(({ index }) => index)).toEqual([0, 1]);
    expect(stderr).toContain(`${file}:2:7: not JSON: unexpected "t"`);
    expect(code).toBe(1);
  });

  test("missing ones and folders without events are named", async () => {
    mkdirSync(path.join(root, "hollow"));
    const missing = path.join(root, "missing.json");

    const { stdout, stderr, code } = await replay([missing, path.join(root, "hollow")], {
      json: true,
    });

    expect(stdout).toBe("[]\n");
    expect(stderr).toContain(`${missing}: ENOENT: no such file`);
    expect(stderr).toContain("hollow: the folder holds no file of events");
    expect(code).toBe(1);
  });

  test("that can be read are no fault when a record in them can't be", async () => {
    const message = { Records: [{ eventSource: "aws:sqs", body: "no JSON" }] };
    const file = write("message.json", json(message));

    const { records, stderr, code } = await judgements([file]);

    expect(records).toMatchObject([
      { verdict: "ignored", ignored: expect.stringContaining("JSON") },
    ]);
    expect(stderr).toContain(`${file}: record 0: a message of a queue`);
    expect(code).toBe(0);
  });
});

describe("the text for people", () => {
  test("says record by record what would be done, why, and counts them", async () => {
    const file = write("text.json", json([call(user("mallory", "AIDAMALLORY")), testEvent]));

    const { stdout } = await replay([file]);

    expect(stdout.replace(file, "FILE")).toBe(
      [
        "FILE",
        `     0  intruder  acme-payments  "a.csv"  version v1  by user ${iam("user/mallory")}`,
        "                  would: delete-version, block AIDAMALLORY, quarantine user mallory, abort-uploads, alert",
        "                  why: not an allowed uploader",
        "     1  ignored   acme-production",
        "                  why: the test event that S3 sends when a notification is set up",
        "",
        "2 records: 1 intruder, 0 protected, 0 allowed, 1 ignored",
        "",
      ].join("\n"),
    );
  });

  test("can't be forged by a key, a name or an id", async () => {
    const forged = "x\n     9  allowed   \u202e\u001b[2J\u2028";
    const file = write(
      "forged.json",
      json([
        call(user(forged, `AIDA${forged}`), {
          requestParameters: { bucketName: BUCKET, key: forged },
        }),
        trailEvent({ eventName: forged, requestParameters: { bucketName: forged, key: forged } }),
        notifications(
          notification({ bucket: forged, object: { key: encodeURIComponent(forged) } }),
        ),
      ]),
    );

    const { stdout } = await replay([file]);

    expect(stdout.split("\n").filter((line) => /^ *9/.test(line))).toEqual([]);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
  });
});
