import { abort, type AbortPorts, type UploadPage } from "../../../../lambda/responder/remove/abort";
import { BUCKET } from "../fixtures";

const SESSION = "arn:aws:sts::111111111111:assumed-role/reporting/laptop";
const USER = "arn:aws:iam::111111111111:user/mallory";

const begun = (uploadId: string, initiatorId: string) => ({ key: "k", uploadId, initiatorId });

function newBucket(pages: readonly UploadPage[], broken: readonly string[] = []) {
  const aborted: string[] = [];
  const after: unknown[] = [];
  const ports: AbortPorts = {
    listUploads: async (_, cursor) => {
      after.push(cursor);
      return Promise.resolve(pages[Math.min(after.length, pages.length) - 1] ?? { uploads: [] });
    },
    abortUpload: async (_, { uploadId }) => {
      if (broken.includes(uploadId)) return Promise.reject(new Error(`${uploadId} is stuck`));
      aborted.push(uploadId);
      return Promise.resolve();
    },
  };
  return { aborted, after, ports };
}

test.each([
  [{ impossible: "no ARN" }, { status: "impossible", why: "no ARN" }],
  [{ later: "soon" }, { status: "awaiting-trail", why: "soon" }],
])("with the plan %j nothing is listed", async (plan, abortion) => {
  const bucket = newBucket([]);

  expect(await abort(plan, BUCKET, bucket.ports)).toEqual(abortion);
  expect(bucket.after).toEqual([]);
});

test.each([
  ["a user", { arn: USER }, ["1"]],
  ["one session", { arn: SESSION }, ["2"]],
  ["a role", { arnPrefix: "arn:aws:sts::111111111111:assumed-role/reporting/" }, ["2", "3"]],
])("the uploads of %s are aborted, and no others", async (_, initiator, aborted) => {
  const bucket = newBucket([
    {
      uploads: [
        begun("1", USER),
        begun("2", SESSION),
        begun("3", `${SESSION}-2`),
        begun("4", "arn:aws:sts::111111111111:assumed-role/reporting-nightly/x"),
        begun("5", `${USER}-2`),
        { key: "k", uploadId: "6" },
      ],
    },
  ]);

  const abortion = await abort({ initiator }, BUCKET, bucket.ports);

  expect(abortion).toEqual({ status: "aborted", uploads: String(aborted.length) });
  expect(bucket.aborted).toEqual(aborted);
});

test("none unfinished is an outcome of its own", async () => {
  const { ports } = newBucket([{ uploads: [begun("1", USER)] }]);

  expect(await abort({ initiator: { arn: SESSION } }, BUCKET, ports)).toEqual({
    status: "none-unfinished",
  });
});

const next = { keyMarker: "k", uploadIdMarker: "1" };

test("all pages are looked through", async () => {
  const bucket = newBucket([
    { uploads: [begun("1", USER)], next },
    { uploads: [begun("2", USER)] },
  ]);

  const abortion = await abort({ initiator: { arn: USER } }, BUCKET, bucket.ports);

  expect(abortion).toEqual({ status: "aborted", uploads: "2" });
  expect(bucket.after).toEqual([undefined, next]);
});

test("one that can't be aborted stops no other, and is an error at last", async () => {
  const bucket = newBucket(
    [{ uploads: [begun("1", USER), begun("2", USER)], next }, { uploads: [begun("3", USER)] }],
    ["1"],
  );

  const aborting = abort({ initiator: { arn: USER } }, BUCKET, bucket.ports);

  await expect(aborting).rejects.toMatchObject({
    name: "AbortError",
    message: "2 unfinished uploads aborted, others not: Error: 1 is stuck",
    cause: expect.any(AggregateError) as AggregateError,
  });
  expect(bucket.aborted).toEqual(["2", "3"]);
});

test("more than twenty pages are left to the next attempt, and said so", async () => {
  const bucket = newBucket([{ uploads: [begun("1", USER)], next }]);

  await expect(abort({ initiator: { arn: USER } }, BUCKET, bucket.ports)).rejects.toThrow(
    "20 unfinished uploads aborted, others not: Error: the bucket has more than 20 pages of them",
  );
});
