import {
  type CurrentAnswer,
  type DeletionAnswer,
  type ListedVersion,
  type RemovePorts,
  type VersionPage,
} from "../../../../lambda/responder/remove/object-ports";
import { remove } from "../../../../lambda/responder/remove/remove";
import { type Upload } from "../../../../lambda/responder/events/upload";
import { BUCKET, upload } from "../fixtures";

const { key, etag = "" } = upload;
const time = Date.parse(upload.time);

interface Answers {
  readonly version?: DeletionAnswer;
  readonly current?: CurrentAnswer | Error;
  readonly listed?: readonly Partial<ListedVersion>[];
  readonly pages?: (page: number) => VersionPage;
  readonly tag?: Error;
}

const listed = (changes: Partial<ListedVersion> = {}): ListedVersion => ({
  versionId: "v1",
  isLatest: true,
  isMarker: false,
  lastModified: new Date(time),
  etag,
  ...changes,
});

/** Answers as it was told, and keeps what it was asked. */
function newBucket(answers: Answers = {}) {
  const asked: string[] = [];
  let page = 0;
  const ports: RemovePorts = {
    deleteVersion: async ({ versionId }) => {
      asked.push(`delete version ${versionId}`);
      return Promise.resolve(answers.version ?? { answer: "gone" });
    },
    deleteCurrent: async ({ etag: ifMatch }) => {
      asked.push(`delete current ${ifMatch}`);
      const { current = { answer: "gone" } } = answers;
      return current instanceof Error ? Promise.reject(current) : Promise.resolve(current);
    },
    listVersions: async () => {
      asked.push("list");
      if (answers.pages) return Promise.resolve(answers.pages(page++));
      return Promise.resolve({ versions: (answers.listed ?? []).map(listed) });
    },
    tagRefused: async ({ versionId }) => {
      asked.push(`tag ${versionId}`);
      return answers.tag ? Promise.reject(answers.tag) : Promise.resolve();
    },
  };
  return { asked, ports };
}

async function removing(changes: Partial<Upload>, answers: Answers = {}) {
  const { asked, ports } = newBucket(answers);
  const removal = await remove({ ...upload, ...changes }, ports);
  return { asked, removal };
}

const without = (...names: readonly (keyof Upload)[]): Upload =>
  Object.fromEntries(
    Object.entries(upload).filter(([name]) => !names.includes(name as keyof Upload)),
  ) as unknown as Upload;

test("exactly the version that was created is deleted, in one call", async () => {
  const { asked, removal } = await removing({});

  expect(removal).toEqual({ status: "gone", versionId: "v1" });
  expect(asked).toEqual(["delete version v1"]);
});

describe("a version called null", () => {
  const suspended = { versionId: "null", trigger: "notification" } as const;

  test("is deleted by key, while it is still the upload", async () => {
    const { asked, removal } = await removing(suspended, {
      current: { answer: "marked", markerId: "null" },
    });

    expect(removal).toEqual({ status: "gone", versionId: "null" });
    expect(asked).toEqual([`delete current ${etag}`]);
  });

  test("that was overwritten is told as superseded", async () => {
    const { asked, removal } = await removing(suspended, {
      current: { answer: "changed" },
      listed: [{ versionId: "null", etag: "another" }],
    });

    expect(removal).toHaveProperty("status", "superseded");
    expect(asked).toEqual([`delete current ${etag}`, "list"]);
  });

  test("that is gone is told so", async () => {
    const { removal } = await removing(suspended, { current: { answer: "absent" } });

    expect(removal).toHaveProperty("status", "already-gone");
  });

  test.each(["changed", "absent"] as const)(
    "that lies under something newer (%s) is deleted by its name",
    async (answer) => {
      const { asked, removal } = await removing(suspended, {
        current: { answer },
        listed: [
          { versionId: "v2", etag },
          { versionId: "null", isLatest: false },
        ],
      });

      expect(removal).toEqual({ status: "gone", versionId: "null" });
      expect(asked.at(-1)).toBe("delete version null");
    },
  );

  test("that is back on top by then isn't deleted by its name", async () => {
    const { asked, removal } = await removing(suspended, {
      current: { answer: "changed" },
      listed: [{ versionId: "null" }],
    });

    expect(removal).toHaveProperty("status", "version-unknown");
    expect(asked).not.toContain("delete version null");
  });

  test("without ETag is found by its time, and deleted by the ETag that it has", async () => {
    const { asked, ports } = newBucket({ listed: [{ versionId: "null", etag: "found" }] });

    const removal = await remove({ ...without("etag"), ...suspended }, ports);

    expect(removal).toHaveProperty("status", "gone");
    expect(asked).toEqual(["list", "delete current found"]);
  });
});

describe("a notification without version", () => {
  const unversioned = { ...without("versionId"), trigger: "notification" } as const;
  const acting = async (answers: Answers) => {
    const { asked, ports } = newBucket(answers);
    return { removal: await remove(unversioned, ports), asked };
  };

  test("has its object deleted by key, while it is still the upload", async () => {
    const { asked, removal } = await acting({});

    expect(removal).toEqual({ status: "gone", versionId: "null" });
    expect(asked).toEqual([`delete current ${etag}`]);
  });

  const marked = { answer: "marked", markerId: "m1" } as const;

  test("from a bucket with versioning by now is not told as gone for a marker", async () => {
    const { asked, removal } = await acting({
      current: marked,
      listed: [{ versionId: "null", isLatest: false, lastModified: new Date(0) }],
    });

    expect(removal).toEqual({
      status: "version-unknown",
      why: expect.stringMatching(/ETag.*a delete marker hides the key/) as string,
    });
    expect(asked).toEqual([`delete current ${etag}`, "list"]);
  });

  test("from such a bucket has its version deleted, and then the marker", async () => {
    const { asked, removal } = await acting({
      current: marked,
      listed: [
        { versionId: "m1", isMarker: true },
        { versionId: "null", isLatest: false },
      ],
    });

    expect(removal).toEqual({ status: "gone", versionId: "null" });
    expect(asked.slice(2)).toEqual(["delete version null", "delete version m1"]);
  });

  test("never has a version with an id deleted: it had none", async () => {
    const { asked } = await acting({ current: marked, listed: [{ versionId: "v1" }] });

    expect(asked).not.toContain("delete version v1");
  });
});

describe("the trail's event without version", () => {
  const silent = without("versionId", "etag");
  const seconds = (count: number) => new Date(time + count * 1_000);

  interface Row {
    readonly title: string;
    readonly listed: readonly Partial<ListedVersion>[];
    readonly event?: Partial<Upload>;
    readonly status: string;
    readonly deleted?: string;
  }
  const rows: readonly Row[] = [
    { title: "one of that time", listed: [{}], status: "gone", deleted: "v1" },
    {
      title: "one at either end of the window",
      listed: [{ lastModified: seconds(-5) }],
      status: "gone",
      deleted: "v1",
    },
    {
      title: "the other end",
      listed: [{ lastModified: seconds(5) }],
      status: "gone",
      deleted: "v1",
    },
    {
      title: "one just before it",
      listed: [{ lastModified: seconds(-5.001) }],
      status: "already-gone",
    },
    {
      title: "one just after it",
      listed: [{ lastModified: seconds(5.001) }],
      status: "already-gone",
    },
    { title: "none at all", listed: [], status: "already-gone" },
    {
      title: "the newest is somebody's later",
      listed: [{ lastModified: seconds(60) }],
      status: "already-gone",
    },
    {
      title: "two of that time",
      listed: [{}, { versionId: "v0", etag: "another" }],
      status: "version-unknown",
    },
    {
      title: "two of that time, told apart by ETag",
      listed: [{ etag: "another" }, { versionId: "v0" }],
      event: { etag: `"${etag}"` },
      status: "gone",
      deleted: "v0",
    },
    {
      title: "a marker of that time besides",
      listed: [{ isMarker: true }, { versionId: "v0" }],
      status: "gone",
      deleted: "v0",
    },
    {
      title: "the same content, but long before",
      listed: [{ lastModified: seconds(-60) }],
      event: { etag },
      status: "version-unknown",
    },
    {
      title: "the same content, but long after",
      listed: [{ lastModified: seconds(60) }],
      event: { etag },
      status: "already-gone",
    },
    {
      title: "a multipart upload begun long before",
      listed: [{ lastModified: seconds(-86_400) }],
      event: { etag, how: "CompleteMultipartUpload" },
      status: "gone",
      deleted: "v1",
    },
    {
      title: "a multipart upload of unknown ETag",
      listed: [{}],
      event: { how: "CompleteMultipartUpload" },
      status: "version-unknown",
    },
    {
      title: "an event without time",
      listed: [{}],
      event: { time: "" },
      status: "version-unknown",
    },
  ];

  test.each(rows)("$title: $status", async ({ listed: versions, event, status, deleted }) => {
    const { asked, ports } = newBucket({ listed: versions });

    const removal = await remove({ ...silent, ...event }, ports);

    expect(removal).toHaveProperty("status", status);
    const deletions = asked.filter((call) => call !== "list");
    expect(deletions).toEqual(deleted === undefined ? [] : [`delete version ${deleted}`]);
  });

  const next = { keyMarker: key, versionIdMarker: "v" };

  test("is looked for on all pages", async () => {
    const { asked, ports } = newBucket({
      pages: (page) => (page < 2 ? { versions: [], next } : { versions: [listed()] }),
    });

    expect(await remove(silent, ports)).toHaveProperty("status", "gone");
    expect(asked).toEqual(["list", "list", "list", "delete version v1"]);
  });

  test("is given up after ten pages, although one was found", async () => {
    const { asked, ports } = newBucket({ pages: () => ({ versions: [listed()], next }) });

    expect(await remove(silent, ports)).toEqual({
      status: "version-unknown",
      why: "the key has more than 10 pages of versions",
    });
    expect(asked).toHaveLength(10);
  });
});

describe("a version that can't be deleted", () => {
  const locked = { answer: "locked", until: "2999-01-01T00:00:00.000Z", message: "no" } as const;
  const hidden = { current: { answer: "marked", markerId: "m1" } } as const;

  test.each([
    [locked, { status: "locked", until: locked.until }],
    [{ answer: "held", message: "no" }, { status: "held" }],
    [{ answer: "mfa-protected", message: "no" }, { status: "mfa-protected" }],
  ] as const)("(%j) is hidden and tagged", async (version, told) => {
    const { asked, removal } = await removing({}, { version, listed: [{}], ...hidden });

    expect(removal).toEqual({
      ...told,
      message: "no",
      marker: "hidden by a delete marker",
      tag: "tagged bucket-warden=refused",
    });
    expect(asked).toEqual(["delete version v1", "list", "tag v1", `delete current ${etag}`]);
  });

  const newer = { versionId: "v2" };
  test.each<[string, Answers, string]>([
    [
      "a newer object",
      { listed: [newer, { isLatest: false }] },
      "not needed: a newer object has the key",
    ],
    ["a marker", { listed: [{ isMarker: true }] }, "hidden already by a delete marker"],
    ["nothing", { listed: [] }, "not needed: a newer object has the key"],
  ])("gets no marker where the newest is %s", async (_, answers, marker) => {
    const { asked, removal } = await removing({}, { version: locked, ...answers });

    expect(removal).toMatchObject({ marker, tag: "tagged bucket-warden=refused" });
    expect(asked).not.toContain(`delete current ${etag}`);
  });

  test.each<[CurrentAnswer["answer"], string]>([
    ["changed", "not needed: a newer object has the key"],
    ["absent", "hidden already by a delete marker"],
    ["gone", "not set: the bucket has no versioning"],
  ])("that changes just then (%s) is told so", async (answer, marker) => {
    const current = { answer } as CurrentAnswer;

    const { removal } = await removing({}, { version: locked, listed: [{}], current });

    expect(removal).toHaveProperty("marker", marker);
  });

  test("is tagged when it can't be hidden", async () => {
    const answers = { version: locked, listed: [{}], current: new Error("slow\ndown") };

    const { removal } = await removing({}, answers);

    expect(removal).toMatchObject({
      status: "locked",
      marker: "failed: Error: slow down",
      tag: "tagged bucket-warden=refused",
    });
  });

  test("is hidden when it can't be tagged", async () => {
    const answers = { version: locked, listed: [{}], tag: new Error("denied"), ...hidden };

    expect((await removing({}, answers)).removal).toMatchObject({
      status: "locked",
      marker: "hidden by a delete marker",
      tag: "failed: Error: denied",
    });
  });
});

test("any other trouble is thrown", async () => {
  const { ports } = newBucket();
  const deleteVersion = () => Promise.reject(new Error("broken"));

  await expect(remove(upload, { ...ports, deleteVersion })).rejects.toThrow("broken");
});

test("the ports are asked for the upload's own bucket and key", async () => {
  const { ports } = newBucket();
  const deleteVersion = jest.fn(ports.deleteVersion);

  await remove(upload, { ...ports, deleteVersion });

  expect(deleteVersion.mock.calls).toEqual([[{ bucket: BUCKET, key, versionId: "v1" }]]);
});
