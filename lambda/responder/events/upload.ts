/** What every trigger becomes: one created object, and what is known about who created it. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  /** Absent when the trigger didn't say; `"null"` when versioning was suspended. */
  readonly versionId?: string;
  readonly etag?: string;
  readonly principal: Principal;
  readonly sourceIp?: string;
  /** `QueryString`: signed in the URL, by a presigned URL or by the console. */
  readonly authentication?: string;
  /** When the object was created, as the event says it (ISO 8601). */
  readonly time: string;
  /** The call that created it: `Put`, `Copy`, `CompleteMultipartUpload`… */
  readonly how: string;
  readonly requestId: string;
  readonly trigger: Trigger;
}

/** The notification is fast and knows an id; the trail is slower and knows the whole identity. */
export type Trigger = "notification" | "trail";

/** `userId` is always what `aws:userid` holds for this caller, or as near as the event says. */
export type Principal =
  | User
  | RoleSession
  | IdentityCenterSession
  | UnknownRoleSession
  | ForeignPrincipal
  | FederatedUser
  | ServicePrincipal
  | BarePrincipal;

export interface User {
  readonly kind: "user";
  /** `AIDA…` */
  readonly userId: string;
  /** Unknown to a notification, as is the name. */
  readonly arn?: string;
  readonly userName?: string;
}

interface Session {
  /** `AROA…:session` */
  readonly userId: string;
  readonly roleId: string;
  readonly sessionName: string;
  /** Set by whoever first assumed a role; survives role chaining. */
  readonly sourceIdentity?: string;
}

export interface RoleSession extends Session {
  readonly kind: "role-session";
  readonly arn: string;
  readonly roleArn: string;
  readonly roleName: string;
  /** The identity provider behind a session of web identity. */
  readonly federatedBy?: string;
}

/** A person of IAM Identity Center: one role stands for many people, told apart by session name. */
export interface IdentityCenterSession extends Session {
  readonly kind: "identity-center";
  readonly arn: string;
  readonly roleName: string;
}

/** Seen in a notification, which does not say which role it is, nor whether it is Identity Center's. */
export interface UnknownRoleSession extends Session {
  readonly kind: "unknown-role-session";
}

/** A caller of another account: AWS tells its id and account, no ARN. */
export interface ForeignPrincipal {
  readonly kind: "account";
  readonly userId: string;
  readonly accountId: string;
}

/** Made by GetFederationToken, under a name of the caller's choice. */
export interface FederatedUser {
  readonly kind: "federated";
  /** `<account>:<name>` */
  readonly userId: string;
  readonly arn?: string;
  /** The IAM user whose keys made it; a notification doesn't say. */
  readonly issuer?: User;
}

export interface ServicePrincipal {
  readonly kind: "service";
  readonly userId: string;
  readonly service: string;
}

/** What S3 refused: nothing was created, but somebody tried. */
export interface DeniedAttempt extends Pick<
  Upload,
  "bucket" | "key" | "principal" | "sourceIp" | "time" | "how" | "requestId"
> {
  /** S3's error code: `AccessDenied`. */
  readonly error: string;
}

/** The bucket policy was put or deleted by whoever `principal` is. */
export interface PolicyChange extends Pick<Upload, "bucket" | "principal" | "sourceIp" | "time"> {
  readonly call: "PutBucketPolicy" | "DeleteBucketPolicy";
  /** CloudTrail's id of the event. */
  readonly eventId: string;
}

/** Nothing is known beyond the id: an account's root, nobody in particular, or something new. */
export interface BarePrincipal {
  readonly kind: "root" | "anonymous" | "unrecognized";
  readonly userId: string;
  /** Where CloudTrail says it, as it does of root. */
  readonly arn?: string;
}
