import fc from "fast-check";
import { parseEvent } from "../../../../lambda/responder/events/parse-event";
import {
  ACCOUNT,
  BUCKET,
  notification,
  notifications,
  trailEvent,
  upload,
  user,
  userIdentity,
} from "../fixtures";
import {
  CREATING,
  objectCreated,
  OTHER,
  policyCall,
  schedule,
  testEvent,
  throughAccessPoint,
} from "../samples/calls";
import { hasPath, PUBLIC_FIELDS } from "../samples/fields";

const parse = (event: unknown) => parseEvent(event, { bucket: BUCKET, accountId: ACCOUNT });

/** As S3 encodes keys: percent escapes, blanks as plus signs, slashes as they are. */
const formEncode = (key: string) =>
  encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");

/** Any Unicode as long as S3 takes it: up to 1,024 bytes, line breaks and control characters too. */
const key = fc
  .string({ unit: "binary", minLength: 1, maxLength: 600 })
  .filter((text) => Buffer.byteLength(text) <= 1_024);

describe("samples", () => {
  test.each(PUBLIC_FIELDS)("have every field of $source", ({ sample, paths }) => {
    expect(paths.filter((dotted) => !hasPath(sample, dotted))).toEqual([]);
  });
});

describe("a call that creates an object", () => {
  const told = CREATING.flatMap(({ call, trail, notified, how }) => [
    ...(trail ? [{ call, by: "CloudTrail", event: trail, how }] : []),
    ...(notified ? [{ call, by: "a notification", event: notified, how }] : []),
  ]);

  test.each(told)("is read from $by: $call", ({ event, how }) => {
    expect(parse(event)).toMatchObject([{ upload: { bucket: BUCKET, key: upload.key, how } }]);
  });
});

describe("a call that creates none", () => {
  const told = OTHER.flatMap(({ call, trail, notified }) => [
    ...(trail ? [{ call, by: "CloudTrail", event: trail }] : []),
    ...(notified ? [{ call, by: "a notification", event: notified }] : []),
  ]);

  test.each(told)("is left alone when $by tells of it: $call", ({ event }) => {
    expect(parse(event)).toEqual([
      { ignored: expect.any(String), about: expect.objectContaining({ bucket: BUCKET }) },
    ]);
  });

  test("is told with what it is about", () => {
    expect(parse(trailEvent({ eventName: "GetObject" }))).toEqual([
      {
        ignored: '"GetObject" creates no object',
        about: { bucket: BUCKET, key: upload.key, principal: user },
      },
    ]);
  });

  test("isn't found by a name that every object inherits", () => {
    expect(parse(trailEvent({ eventName: "constructor" }))).toHaveProperty([0, "ignored"]);
  });
});

describe("a notification", () => {
  test("becomes an upload by an id of which nothing more is known", () => {
    expect(parse(notifications(notification({})))).toEqual([
      {
        upload: {
          ...upload,
          trigger: "notification",
          principal: { kind: "user", userId: user.userId },
        },
      },
    ]);
  });

  test("may tell of several uploads", () => {
    const [one, two] = parse(
      notifications(notification({ object: { key: "a" } }), notification({ object: { key: "b" } })),
    );
    expect([one, two]).toMatchObject([{ upload: { key: "a" } }, { upload: { key: "b" } }]);
  });

  test("names any key in a way that can be undone", () => {
    fc.assert(
      fc.property(key, (written) => {
        const object = { key: formEncode(written) };
        expect(parse(notifications(notification({ object })))).toMatchObject([
          { upload: { key: written } },
        ]);
      }),
      { numRuns: 1_000, examples: [["a+b %41\n\r\u2028 c"], ["ü".repeat(512)], ["%"], ["+"]] },
    );
  });

  test("without a version or an ETag leaves both out", () => {
    const object = { versionId: undefined, eTag: undefined };
    const [reading] = parse(notifications(notification({ object })));
    expect(reading).not.toHaveProperty("upload.versionId");
    expect(reading).not.toHaveProperty("upload.etag");
  });

  test("of a suspended bucket keeps the version called null", () => {
    expect(parse(notifications(notification({ object: { versionId: "null" } })))).toMatchObject([
      { upload: { versionId: "null" } },
    ]);
  });

  test("may come from an IPv6 address", () => {
    const record = { ...notification({}), requestParameters: { sourceIPAddress: "2001:db8::7" } };
    expect(parse(notifications(record))).toMatchObject([{ upload: { sourceIp: "2001:db8::7" } }]);
  });

  test.each([{ key: undefined }, { key: "%E0%A4" }])(
    "of an upload with the key %j can't be read, and says so",
    (object) => {
      expect(parse(notifications(notification({ object })))).toMatchObject([
        { unreadable: expect.stringContaining("bucket and key") },
      ]);
    },
  );

  test("of another bucket is left alone", () => {
    expect(parse(notifications(notification({ bucket: "other" })))).toMatchObject([
      { ignored: 'the bucket "other" is not guarded here', about: { bucket: "other" } },
    ]);
  });

  test("that names the bucket's owner is about the account's root", () => {
    expect(parse(notifications(notification({ principalId: "A2OWNER" })))).toMatchObject([
      { upload: { principal: { kind: "root", userId: ACCOUNT } } },
    ]);
  });

  test.each([undefined, {}, { principalId: null }])(
    "that names nobody (%j) is about nobody known, not about somebody without credentials",
    (userIdentity) => {
      expect(parse(notifications({ ...notification({}), userIdentity }))).toMatchObject([
        { upload: { principal: { kind: "unrecognized" } } },
      ]);
    },
  );

  test("that names another customer is about nobody known", () => {
    expect(parse(notifications(notification({ principalId: "A3OTHER" })))).toMatchObject([
      { upload: { principal: { kind: "unrecognized", userId: "A3OTHER" } } },
    ]);
  });
});

describe("a call that CloudTrail tells of", () => {
  test("becomes an upload by a principal that is fully known", () => {
    const { etag, ...known } = upload;
    expect(etag).toBeDefined();
    expect(parse(trailEvent())).toEqual([{ upload: { ...known, time: "2026-01-01T12:00:00Z" } }]);
  });

  test("carries any key as it is: plus and percent signs stay", () => {
    fc.assert(
      fc.property(key, (written) => {
        const requestParameters = { bucketName: BUCKET, key: written };
        expect(parse(trailEvent({ requestParameters }))).toMatchObject([
          { upload: { key: written } },
        ]);
      }),
      { examples: [["a+b %41"]] },
    );
  });

  test("tells how it was signed", () => {
    const additionalEventData = { AuthenticationMethod: "QueryString" };
    expect(parse(trailEvent({ additionalEventData }))).toMatchObject([
      { upload: { authentication: "QueryString" } },
    ]);
  });

  test("and that S3 refused is an attempt, not an upload", () => {
    const refused = { errorCode: "AccessDenied", errorMessage: "no identity-based policy" };
    expect(parse(trailEvent(refused))).toEqual([
      {
        denied: {
          bucket: BUCKET,
          key: upload.key,
          principal: user,
          sourceIp: upload.sourceIp,
          time: "2026-01-01T12:00:00Z",
          how: "Put",
          requestId: upload.requestId,
          error: "AccessDenied",
        },
      },
    ]);
  });

  test("and that S3 refused at another bucket is left alone", () => {
    const requestParameters = { bucketName: "other", key: "a" };
    expect(parse(trailEvent({ errorCode: "AccessDenied", requestParameters }))).toEqual([
      {
        ignored: 'the bucket "other" is not guarded here',
        about: { bucket: "other", key: "a", principal: user },
      },
    ]);
  });

  test.each([
    [{ errorCode: "NoSuchKey" }, "PutObject failed: NoSuchKey"],
    [{ errorMessage: "slow" }, "PutObject failed: slow"],
    [
      { errorCode: "AccessDenied", requestParameters: { bucketName: BUCKET } },
      "PutObject failed: AccessDenied",
    ],
  ])(
    "and failed otherwise (%j) is left alone: what is under the key is somebody else's",
    (failure, ignored) => {
      expect(parse(trailEvent(failure))).toMatchObject([{ ignored }]);
    },
  );

  test("and names its source among the resources is about the copy only", () => {
    const resources = [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::source/original" }];
    expect(parse(trailEvent({ eventName: "CopyObject", resources }))).toMatchObject([
      { upload: { bucket: BUCKET, key: upload.key } },
    ]);
  });

  test("to another bucket isn't about the guarded one because that is its source", () => {
    const requestParameters = { bucketName: "other", key: "a" };
    const resources = [{ type: "AWS::S3::Object", ARN: `arn:aws:s3:::${BUCKET}/original` }];
    expect(parse(trailEvent({ eventName: "CopyObject", requestParameters, resources }))).toEqual([
      {
        ignored: 'the bucket "other" is not guarded here',
        about: { bucket: "other", key: "a", principal: user, versionId: "v1" },
      },
    ]);
  });

  test("without response elements has no known version", () => {
    const [reading] = parse(trailEvent({ responseElements: null }));
    expect(reading).not.toHaveProperty("upload.versionId");
  });

  test("takes no version from the request, where it means another object", () => {
    const requestParameters = { bucketName: BUCKET, key: "a", versionId: "source-version" };
    const [reading] = parse(trailEvent({ requestParameters, responseElements: null }));
    expect(reading).not.toHaveProperty("upload.versionId");
  });

  test.each(["s3-outposts.amazonaws.com", "s3express.amazonaws.com", undefined])(
    "of the service %s is left alone",
    (eventSource) => {
      expect(parse(trailEvent({ eventSource }))).toHaveProperty([0, "ignored"]);
    },
  );

  test.each([{ bucketName: BUCKET }, { key: "a" }, null])(
    "with the parameters %j can't be read, and says so",
    (requestParameters) => {
      expect(parse(trailEvent({ requestParameters }))).toHaveProperty([0, "unreadable"]);
    },
  );
});

describe("an upload by way of an access point", () => {
  const POINT = "arn:aws:s3:eu-west-1:111111111111:accesspoint/shop";

  test("can't be read when its resources name several buckets, or none", () => {
    const { detail, ...event } = throughAccessPoint(POINT, "CopyObject");
    const source = { type: "AWS::S3::Object", ARN: "arn:aws:s3:::source/original" };
    const resources = [...((detail as { resources?: object[] }).resources ?? []), source];
    expect(parse({ ...event, detail: { ...detail, resources } })).toEqual([
      { unreadable: expect.stringContaining("lists 2 buckets") },
    ]);
    expect(parse({ ...event, detail: { ...detail, resources: null } })).toEqual([
      { unreadable: expect.stringContaining("lists no bucket") },
    ]);
  });

  test("that was refused and can't be placed is left alone", () => {
    const { detail, ...event } = throughAccessPoint(POINT);
    const refused = { ...detail, resources: [], errorCode: "AccessDenied" };
    expect(parse({ ...event, detail: refused })).toMatchObject([
      { ignored: "PutObject failed: AccessDenied" },
    ]);
  });
});

describe("a change of the bucket policy", () => {
  test.each(["PutBucketPolicy", "DeleteBucketPolicy"] as const)("by %s is told as one", (name) => {
    expect(parse(policyCall(name))).toEqual([
      {
        policyChange: {
          bucket: BUCKET,
          call: name,
          eventId: "event-1",
          principal: user,
          sourceIp: upload.sourceIp,
          time: "2026-01-01T12:00:00Z",
        },
      },
    ]);
  });

  test("that failed changed nothing", () => {
    expect(parse(policyCall("PutBucketPolicy", { errorCode: "MalformedPolicy" }))).toMatchObject([
      { ignored: "PutBucketPolicy failed: MalformedPolicy" },
    ]);
  });

  test("of another bucket is left alone", () => {
    const requestParameters = { bucketName: "other" };
    expect(parse(policyCall("DeleteBucketPolicy", { requestParameters }))).toMatchObject([
      { ignored: 'the bucket "other" is not guarded here' },
    ]);
  });

  test("of no bucket can't be read", () => {
    expect(parse(policyCall("PutBucketPolicy", { requestParameters: {} }))).toHaveProperty([
      0,
      "unreadable",
    ]);
  });
});

describe("any other event", () => {
  test("is left alone when S3 sends it to test the wiring", () => {
    expect(parse(testEvent)).toEqual([
      {
        ignored: "the test event that S3 sends when a notification is set up",
        about: { bucket: BUCKET },
      },
    ]);
  });

  test("is left alone when it names no caller", () => {
    expect(parse(objectCreated)).toEqual([
      {
        ignored: expect.stringContaining("names no caller"),
        about: { bucket: BUCKET, key: upload.key, versionId: "v1" },
      },
    ]);
  });

  test("of a schedule says when it came", () => {
    expect(parse(schedule)).toEqual([
      { scheduled: { eventId: "tick-1", time: "2026-01-01T12:00:00Z" } },
    ]);
  });

  test.each([[undefined], [null], ["text"], [[]], [{}], [{ "detail-type": "Object Created" }]])(
    "like %j is left alone with a reason",
    (event) => {
      expect(parse(event)).toEqual([{ ignored: expect.any(String) }]);
    },
  );

  test("gives unknown fields no say", () => {
    const more = { ...userIdentity, newField: { deep: [1] } };
    expect(parse(trailEvent({ userIdentity: more, "event-version": 9 }))).toEqual(
      parse(trailEvent()),
    );
  });
});
