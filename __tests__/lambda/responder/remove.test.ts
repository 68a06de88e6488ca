import { type DeletionAnswer, remove, type Version } from "../../../lambda/responder/remove";
import { upload } from "./fixtures";

function newBucket(answer: DeletionAnswer = { answer: "gone" }) {
  const asked: Version[] = [];
  const deleteVersion = async (version: Version) => {
    asked.push(version);
    return Promise.resolve(answer);
  };
  return { asked, deleteVersion };
}

test("exactly the version that was created is deleted", async () => {
  const bucket = newBucket();

  const outcome = await remove(upload, bucket);

  expect(outcome).toEqual({ status: "gone", versionId: "v1" });
  expect(bucket.asked).toEqual([{ bucket: upload.bucket, key: upload.key, versionId: "v1" }]);
});

test("nothing is deleted by key alone", async () => {
  const bucket = newBucket();
  const { versionId, ...unknown } = upload;
  expect(versionId).toBeDefined();

  expect(await remove(unknown, bucket)).toHaveProperty("status", "version-unknown");
  expect(bucket.asked).toEqual([]);
});

test("a version called null is deleted only while it is still the upload", async () => {
  const bucket = newBucket();

  await remove({ ...upload, versionId: "null" }, bucket);

  expect(bucket.asked).toMatchObject([{ versionId: "null", ifMatch: upload.etag }]);
});

test("a version called null is left when nothing tells it from a newer one", async () => {
  const bucket = newBucket();
  const { etag, ...unknown } = upload;
  expect(etag).toBeDefined();

  expect(await remove({ ...unknown, versionId: "null" }, bucket)).toHaveProperty(
    "status",
    "version-unknown",
  );
  expect(bucket.asked).toEqual([]);
});

test.each(["locked", "mfa-protected"] as const)(
  "a refusal because it is %s is told with S3's words",
  async (answer) => {
    const bucket = newBucket({ answer, message: "no" });
    expect(await remove(upload, bucket)).toEqual({ status: answer, message: "no" });
  },
);

test("an upload that was overwritten is told as superseded", async () => {
  expect(await remove(upload, newBucket({ answer: "superseded" }))).toHaveProperty(
    "status",
    "superseded",
  );
});
