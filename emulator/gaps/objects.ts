import { type Answer, faultAnswer, textAnswer } from "../answer";
import { header } from "../request";
import { s3Address } from "../s3-operations";
import { escapeXml, xmlText } from "../xml";
import { type Call, type Gap, gapsOf } from "./gap";

/** What moto drops of a bucket's versioning. */
interface Versioning {
  readonly suspended: boolean;
  readonly mfaDelete: boolean;
}

const refusals = {
  AccessDenied: { status: 403, message: "Mfa Authentication must be used for this request" },
  NoSuchKey: { status: 404, message: "The specified key does not exist." },
  NoSuchObjectLockConfiguration: {
    status: 404,
    message: "The specified object does not have a ObjectLock configuration",
  },
  NotImplemented: {
    status: 501,
    message: "A header you provided implies functionality that is not implemented",
  },
} as const;

const refuse = ({ request }: Call, code: keyof typeof refusals): Answer =>
  faultAnswer(request, { code, ...refusals[code] });

const bucketOf = ({ request }: Call): string => s3Address(request.path).bucket;

/** Objects: deletions as S3 answers them, and unfinished uploads with who began them. */
export function objectGaps(): readonly Gap[] {
  const versioning = new Map<string, Versioning>();
  const initiators = new Map<string, string>();
  return gapsOf("s3", {
    PutBucketVersioning: (call) => {
      const body = call.request.body.toString();
      versioning.set(bucketOf(call), {
        suspended: xmlText(body, "Status") === "Suspended",
        mfaDelete: xmlText(body, "MfaDelete") === "Enabled",
      });
      return call.forward();
    },
    GetObjectRetention: retentionOf,
    DeleteObject: (call) => deleteObject(call, versioning.get(bucketOf(call))),
    CreateMultipartUpload: async (call) => {
      const answer = await call.forward();
      const uploadId = xmlText(answer.body.toString(), "UploadId");
      if (uploadId !== undefined) initiators.set(uploadId, call.caller.arn);
      return answer;
    },
    ListMultipartUploads: async (call) => withInitiators(await call.forward(), initiators),
  });
}

/** moto answers with the object itself. */
async function retentionOf(call: Call): Promise<Answer> {
  const { target, query } = call.request;
  const versionId = query.get("versionId");
  const version = versionId === null ? "" : `?versionId=${encodeURIComponent(versionId)}`;
  const path = target.split("?")[0] ?? "";
  const head = await call.forward({ method: "HEAD", target: `${path}${version}` });
  if (head.status >= 300) return refuse(call, "NoSuchKey");
  const mode = head.headers["x-amz-object-lock-mode"];
  const until = head.headers["x-amz-object-lock-retain-until-date"];
  if (typeof mode !== "string" || typeof until !== "string") {
    return refuse(call, "NoSuchObjectLockConfiguration");
  }
  const retention = `<Mode>${mode}</Mode><RetainUntilDate>${until}</RetainUntilDate>`;
  return textAnswer("application/xml", `<Retention>${retention}</Retention>`);
}

/** moto takes If-Match together with a version, knows no MFA, and marks no suspended deletion. */
async function deleteObject(call: Call, versioning: Versioning | undefined): Promise<Answer> {
  const { query, headers } = call.request;
  const namesVersion = query.has("versionId");
  if (namesVersion && header(headers, "if-match") !== undefined) {
    return refuse(call, "NotImplemented");
  }
  if (namesVersion && versioning?.mfaDelete && header(headers, "x-amz-mfa") === undefined) {
    return refuse(call, "AccessDenied");
  }
  const answer = await call.forward();
  if (namesVersion || !versioning?.suspended || answer.status >= 300) return answer;
  const marker = { "x-amz-delete-marker": "true", "x-amz-version-id": "null" };
  return { ...answer, headers: { ...answer.headers, ...marker } };
}

/** moto names one made-up user for all. */
function withInitiators(answer: Answer, initiators: ReadonlyMap<string, string>): Answer {
  const listed = answer.body.toString().replace(/<Upload>.*?<\/Upload>/gs, (upload) => {
    const arn = initiators.get(xmlText(upload, "UploadId") ?? "");
    if (arn === undefined) return upload;
    return upload.replace(
      /(<Initiator>.*?<ID>).*?(<\/ID>)/s,
      (_, before: string, after: string) => `${before}${escapeXml(arn)}${after}`,
    );
  });
  const body = Buffer.from(listed);
  return { ...answer, headers: { ...answer.headers, "content-length": body.length }, body };
}
