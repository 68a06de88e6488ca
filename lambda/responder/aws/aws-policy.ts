import { GetBucketPolicyCommand, PutBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";
import { isRefusal } from "./aws-refusal";
import { type ReconcilePorts } from "../contain/reconcile";
import { type ResponderSettings } from "../settings";

type PolicyPorts = Pick<ReconcilePorts, "pause" | "readBucketPolicy" | "writeBucketPolicy">;

export function policyPorts(
  s3: S3Client,
  { accountId }: Pick<ResponderSettings, "accountId">,
): PolicyPorts {
  const of = (bucket: string) => ({ Bucket: bucket, ExpectedBucketOwner: accountId });
  return {
    readBucketPolicy: async (bucket) => {
      try {
        const { Policy } = await s3.send(new GetBucketPolicyCommand(of(bucket)));
        return Policy;
      } catch (error) {
        if (isRefusal(error, { name: "NoSuchBucketPolicy" })) return undefined;
        throw error;
      }
    },
    writeBucketPolicy: async (bucket, policy) => {
      try {
        await s3.send(new PutBucketPolicyCommand({ ...of(bucket), Policy: policy }));
        return "written";
      } catch (error) {
        if (isRefusal(error, { name: "OperationAborted" })) return "conflict";
        throw error;
      }
    },
    pause: (milliseconds) =>
      new Promise((resolve) => setTimeout(resolve, (milliseconds / 2) * (1 + Math.random()))),
  };
}
