import fc from "fast-check";
import { parseEvent } from "../../../lambda/responder/parse-event";
import {
  BUCKET,
  notification,
  notifications,
  trailEvent,
  upload,
  user,
  userIdentity,
} from "./fixtures";

const parse = (event: unknown) => parseEvent(event, BUCKET);

/** As S3 encodes keys: percent escapes, blanks as plus signs, slashes as they are. */
const formEncode = (key: string) =>
  encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");

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

  test.each([
    ["ObjectCreated:Put", "Put"],
    ["s3:ObjectCreated:Put", "Put"],
    ["ObjectCreated:Post", "Post"],
    ["ObjectCreated:Copy", "Copy"],
    ["ObjectCreated:CompleteMultipartUpload", "CompleteMultipartUpload"],
  ])("called %s tells that the object was made by %s", (eventName, how) => {
    expect(parse(notifications(notification({ eventName })))).toMatchObject([{ upload: { how } }]);
  });

  test.each(["ObjectRemoved:DeleteMarkerCreated", "ObjectRestore:Completed", "ObjectTagging:Put"])(
    "called %s is left alone",
    (eventName) => {
      expect(parse(notifications(notification({ eventName })))).toEqual([
        { ignored: `"${eventName}" creates no object` },
      ]);
    },
  );

  test("names any key in a way that can be undone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (key) => {
        const [reading] = parse(notifications(notification({ object: { key: formEncode(key) } })));
        expect(reading).toMatchObject({ upload: { key } });
      }),
    );
  });

  test("without a version or an ETag leaves both out", () => {
    const object = { versionId: undefined, eTag: undefined };
    const [reading] = parse(notifications(notification({ object })));
    expect(reading).not.toHaveProperty("upload.versionId");
    expect(reading).not.toHaveProperty("upload.etag");
  });

  test.each([{ key: undefined }, { key: "%E0%A4" }])(
    "of an upload with the key %j can't be read, and says so",
    (object) => {
      expect(parse(notifications(notification({ object })))).toMatchObject([
        { unreadable: expect.stringContaining("bucket and key") as unknown },
      ]);
    },
  );

  test("of another bucket is left alone", () => {
    expect(parse(notifications(notification({ bucket: "other" })))).toEqual([
      { ignored: 'the bucket "other" is not guarded here' },
    ]);
  });
});

describe("a call that CloudTrail tells of", () => {
  test("becomes an upload by a principal that is fully known", () => {
    const { etag, ...known } = upload;
    expect(etag).toBeDefined();
    expect(parse(trailEvent())).toEqual([{ upload: { ...known, time: "2026-01-01T12:00:00Z" } }]);
  });

  test("carries the key as it is: plus and percent signs stay", () => {
    const requestParameters = { bucketName: BUCKET, key: "a+b %41" };
    expect(parse(trailEvent({ requestParameters }))).toMatchObject([
      { upload: { key: "a+b %41" } },
    ]);
  });

  test.each([
    ["PutObject", "Put"],
    ["PostObject", "Post"],
    ["POST Object", "Post"],
    ["CopyObject", "Copy"],
    ["CompleteMultipartUpload", "CompleteMultipartUpload"],
  ])("by %s is an upload made by %s", (eventName, how) => {
    expect(parse(trailEvent({ eventName }))).toMatchObject([{ upload: { how } }]);
  });

  test.each([
    "PreflightRequest",
    "CreateMultipartUpload",
    "UploadPart",
    "RestoreObject",
    "constructor",
    "DeleteObject",
  ])("by %s is left alone", (eventName) => {
    expect(parse(trailEvent({ eventName }))).toEqual([
      { ignored: `"${eventName}" creates no object` },
    ]);
  });

  test.each([{ errorCode: "AccessDenied" }, { errorMessage: "AccessDenied" }])(
    "and failed (%j) is left alone: what is under the key is somebody else's",
    (failure) => {
      expect(parse(trailEvent(failure))).toEqual([{ ignored: "PutObject failed: AccessDenied" }]);
    },
  );

  test("and names its source among the resources is about the copy only", () => {
    const resources = [{ type: "AWS::S3::Object", ARN: "arn:aws:s3:::source/original" }];
    expect(parse(trailEvent({ eventName: "CopyObject", resources }))).toMatchObject([
      { upload: { bucket: BUCKET, key: upload.key } },
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

  test("of another service, or of another bucket, is left alone", () => {
    const requestParameters = { bucketName: "other", key: "a" };
    expect(parse(trailEvent({ requestParameters }))).toEqual([
      { ignored: 'the bucket "other" is not guarded here' },
    ]);
    expect(parse(trailEvent({ eventSource: "s3-outposts.amazonaws.com" }))).toHaveProperty([
      0,
      "ignored",
    ]);
  });

  test("without a key can't be read, and says so", () => {
    expect(parse(trailEvent({ requestParameters: { bucketName: BUCKET } }))).toHaveProperty([
      0,
      "unreadable",
    ]);
  });
});

describe("any other event", () => {
  test("is left alone when S3 sends it to test the wiring", () => {
    const testEvent = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: BUCKET };
    expect(parse(testEvent)).toEqual([
      { ignored: "the test event that S3 sends when a notification is set up" },
    ]);
  });

  test.each([[undefined], [null], ["text"], [[]], [{}], [{ "detail-type": "Object Created" }]])(
    "like %j is left alone with a reason",
    (event) => {
      expect(parse(event)).toEqual([{ ignored: expect.any(String) as unknown }]);
    },
  );

  test("never makes the reader throw, whatever it holds", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.anything().map((record) => notifications(record)),
      fc.anything().map((userIdentityOrMore) => trailEvent({ userIdentity: userIdentityOrMore })),
      fc
        .record({ s3: fc.anything() })
        .map((more) => notifications({ ...notification({}), ...more })),
    );
    fc.assert(
      fc.property(anything, (event) => {
        expect(parse(event)).toEqual(expect.any(Array));
      }),
    );
  });

  test("gives unknown fields no say", () => {
    const more = { ...userIdentity, newField: { deep: [1] } };
    expect(parse(trailEvent({ userIdentity: more, "event-version": 9 }))).toEqual(
      parse(trailEvent()),
    );
  });
});
