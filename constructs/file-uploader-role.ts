import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { FILE_UPLOADER_ROLE } from "../config/names";
import { policyJson, principalTrust } from "../policies/document";

export interface FileUploaderRoleProps {
  readonly trustedArns: readonly string[];
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** The role that may upload: put, get and list on the one bucket, and its key. */
export class FileUploaderRole extends Construct {
  /** `aws:userid` pattern of the role's sessions. */
  readonly userIds: string;

  constructor(
    scope: Construct,
    id: string,
    { trustedArns, bucketArn, keyArn }: FileUploaderRoleProps,
  ) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: FILE_UPLOADER_ROLE,
      description: "Uploads to the production bucket",
      assumeRolePolicy: principalTrust(trustedArns),
    });
    new IamRolePolicy(this, "Policy", {
      name: "upload",
      role: role.name,
      policy: policyJson([
        {
          Sid: "PutAndGet",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject"],
          Resource: `${bucketArn}/*`,
        },
        { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
        {
          // Decrypt besides: a multipart upload reads its own parts.
          Sid: "UseTheBucketsKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: keyArn,
        },
      ]),
    });
    this.userIds = `${role.uniqueId}:*`;
  }
}
