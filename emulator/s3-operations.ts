import { type IncomingHttpHeaders } from "node:http";

interface S3Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Path style only: `/bucket/key`. */
export function s3Address(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}

/** Method, level and subresource (blank: none) name every S3 operation that somebody asks about. */
const operations: Readonly<Record<string, string>> = {
  "PUT bucket": "CreateBucket",
  "DELETE bucket": "DeleteBucket",
  "HEAD bucket": "HeadBucket",
  "GET bucket": "ListObjects",
  "GET bucket versions": "ListObjectVersions",
  "GET bucket uploads": "ListMultipartUploads",
  "POST bucket delete": "DeleteObjects",
  "PUT bucket versioning": "PutBucketVersioning",
  "PUT bucket policy": "PutBucketPolicy",
  "GET bucket policy": "GetBucketPolicy",
  "DELETE bucket policy": "DeleteBucketPolicy",
  "PUT bucket logging": "PutBucketLogging",
  "GET bucket logging": "GetBucketLogging",
  "PUT bucket notification": "PutBucketNotificationConfiguration",
  "GET bucket notification": "GetBucketNotificationConfiguration",
  "PUT bucket lifecycle": "PutBucketLifecycleConfiguration",
  "GET bucket lifecycle": "GetBucketLifecycleConfiguration",
  "GET bucket tagging": "GetBucketTagging",
  "PUT bucket tagging": "PutBucketTagging",
  "DELETE bucket tagging": "DeleteBucketTagging",
  "GET bucket versioning": "GetBucketVersioning",
  "GET bucket acl": "GetBucketAcl",
  "GET bucket cors": "GetBucketCors",
  "GET bucket website": "GetBucketWebsite",
  "GET bucket accelerate": "GetBucketAccelerateConfiguration",
  "GET bucket requestPayment": "GetBucketRequestPayment",
  "GET bucket replication": "GetBucketReplication",
  "GET bucket location": "GetBucketLocation",
  "GET bucket encryption": "GetBucketEncryption",
  "PUT bucket encryption": "PutBucketEncryption",
  "DELETE bucket encryption": "DeleteBucketEncryption",
  "GET bucket object-lock": "GetObjectLockConfiguration",
  "PUT bucket object-lock": "PutObjectLockConfiguration",
  "GET bucket ownershipControls": "GetBucketOwnershipControls",
  "PUT bucket ownershipControls": "PutBucketOwnershipControls",
  "DELETE bucket ownershipControls": "DeleteBucketOwnershipControls",
  "GET bucket publicAccessBlock": "GetPublicAccessBlock",
  "PUT bucket publicAccessBlock": "PutPublicAccessBlock",
  "DELETE bucket publicAccessBlock": "DeletePublicAccessBlock",
  "DELETE bucket lifecycle": "DeleteBucketLifecycle",
  "PUT object": "PutObject",
  "GET object": "GetObject",
  "HEAD object": "HeadObject",
  "DELETE object": "DeleteObject",
  "POST object uploads": "CreateMultipartUpload",
  "PUT object uploadId": "UploadPart",
  "POST object uploadId": "CompleteMultipartUpload",
  "DELETE object uploadId": "AbortMultipartUpload",
  "GET object uploadId": "ListParts",
  "PUT object tagging": "PutObjectTagging",
  "GET object tagging": "GetObjectTagging",
  "DELETE object tagging": "DeleteObjectTagging",
  "PUT object retention": "PutObjectRetention",
  "GET object retention": "GetObjectRetention",
  "PUT object legal-hold": "PutObjectLegalHold",
  "GET object legal-hold": "GetObjectLegalHold",
  "PUT object acl": "PutObjectAcl",
  "GET object acl": "GetObjectAcl",
};

/** Query parameters that refine an operation; any other one is a subresource, known or not. */
const refinement =
  /^(x-id|versionId|partNumber|list-type|prefix|delimiter|marker|start-after|fetch-owner|continuation-token|encoding-type|max-(keys|uploads|parts)|(key|version-id|upload-id|part-number)-marker|response-.*|x-amz-.*)$/i;

export function s3Operation({ method, path, query, headers }: S3Request): string | undefined {
  const { bucket, key } = s3Address(path);
  if (bucket === "") return method === "GET" ? "ListBuckets" : undefined;
  const subresources = [...query.keys()].filter((name) => !refinement.test(name));
  const operation =
    operations[[method, key === "" ? "bucket" : "object", ...subresources].join(" ")];
  const copies = headers["x-amz-copy-source"] !== undefined;
  if (copies && operation === "PutObject") return "CopyObject";
  return copies && operation === "UploadPart" ? "UploadPartCopy" : operation;
}
