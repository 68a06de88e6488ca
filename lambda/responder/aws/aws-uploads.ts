import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type AbortPorts, type UploadPage } from "../remove/abort";
import { listedKey } from "./aws-key";
import { isRefusal } from "./aws-refusal";
import { known } from "../events/reading";
import { type ResponderSettings } from "../settings";

export function uploadPorts(s3: S3Client, { accountId }: ResponderSettings): AbortPorts {
  const of = (bucket: string) => ({ Bucket: bucket, ExpectedBucketOwner: accountId });
  return {
    listUploads: async (bucket, after) => {
      const list = new ListMultipartUploadsCommand({
        ...of(bucket),
        EncodingType: "url",
        ...(after && { KeyMarker: after.keyMarker, UploadIdMarker: after.uploadIdMarker }),
      });
      return pageOf(await s3.send(list));
    },
    abortUpload: async (bucket, { key, uploadId }) => {
      const target = { ...of(bucket), Key: key, UploadId: uploadId };
      try {
        await s3.send(new AbortMultipartUploadCommand(target));
      } catch (error) {
        if (!isRefusal(error, { name: "NoSuchUpload" })) throw error;
      }
    },
  };
}

function pageOf(listed: ListMultipartUploadsOutput): UploadPage {
  const { EncodingType, Uploads = [] } = listed;
  const uploads = Uploads.map(({ Key, UploadId = "", Initiator }) => ({
    key: listedKey(Key, EncodingType),
    uploadId: UploadId,
    ...known({ initiatorId: Initiator?.ID }),
  }));
  if (!listed.IsTruncated) return { uploads };
  const keyMarker = listedKey(listed.NextKeyMarker, EncodingType);
  return { uploads, next: { keyMarker, uploadIdMarker: listed.NextUploadIdMarker ?? "" } };
}
