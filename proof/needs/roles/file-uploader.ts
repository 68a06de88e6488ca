import { FILE_UPLOADER_ROLE, iamArn, type WorkloadNames } from "../../../config/names";
import type { Workload } from "../../../config/schema";
import { type DeclaredRole, each } from "../need";

/**
 * People and programs put, get and list objects of the one bucket, under its key: a multipart upload
 * reads its own parts, hence Decrypt (S3 guide, UsingKMSEncryption).
 */
export const fileUploader = (
  { place, rootArn, bucketArn }: WorkloadNames,
  { uploaderTrust }: Pick<Workload, "uploaderTrust">,
  { keyArn, stack }: { readonly keyArn: string; readonly stack: string },
): DeclaredRole => ({
  name: FILE_UPLOADER_ROLE,
  arn: iamArn(place, `role/${FILE_UPLOADER_ROLE}`),
  stack,
  trust: [{ who: { AWS: uploaderTrust ?? [rootArn] }, actions: ["sts:AssumeRole"] }],
  needs: [
    ...each(["s3:GetObject", "s3:PutObject"], { resource: `${bucketArn}/*` }),
    { action: "s3:ListBucket", resource: bucketArn },
    ...each(["kms:Decrypt", "kms:GenerateDataKey"], { resource: keyArn }),
  ],
});
