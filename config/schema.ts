import { z } from "zod";
import { auditAccountSchema } from "./audit-account-schema";
import { bucketName, region, roleName, trustedArn } from "./aws-rules";
import { findingsSchema } from "./findings-schema";
import { organizationSchema } from "./organization-schema";
import { proofSchema } from "./proof-schema";
import { workloadSchema } from "./workload-schema";

export { type Workload, workloadSchema } from "./workload-schema";

const backend = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      /** A file in the stack's folder, an S3 bucket with a lock file, or HCP Terraform. */
      type: z.literal("local"),
    }),
    z.strictObject({
      type: z.literal("s3"),
      /** Exists already, with versioning on. */
      bucket: bucketName,
      /** Of the bucket. */
      region,
      /** Object key prefix; the state of a stack is `<keyPrefix>/<stack>.tfstate`. */
      keyPrefix: z
        .string()
        .regex(/^[\w.-]+(\/[\w.-]+)*$/, "an S3 key prefix without slashes at its ends")
        .default("bucket-warden"),
      /** Role that reads and writes the state. @default the caller's own credentials */
      roleArn: trustedArn.optional(),
      /** Key that encrypts the state. @default the bucket's own encryption */
      kmsKeyId: z.string().optional(),
    }),
    z.strictObject({
      type: z.literal("cloud"),
      /** Whose workspaces they are. */
      organization: z.string().min(1, "the HCP Terraform organization"),
      /** Workspace of a stack; `{stack}` stands for the stack's name. */
      workspace: z
        .string()
        .regex(/^[\w-]*\{stack\}[\w-]*$/, "letters, digits, - and _ around {stack}")
        .default("bucket-warden-{stack}"),
      /** Of a Terraform Enterprise of your own. */
      hostname: z.string().default("app.terraform.io"),
    }),
  ],
  { error: 'its type is "local", "s3" or "cloud"' },
);

/** The longest names made from it fit S3 and IAM at 24; a trail's own name takes 3 at least. */
const PREFIX_RULE =
  "3 to 24 lower-case letters, digits and single hyphens, a letter first: it starts every name";

export const wardenSchema = z.strictObject({
  /** Starts every name: to change it later is to replace what is deployed. */
  prefix: z
    .string()
    .max(24, PREFIX_RULE)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, PREFIX_RULE)
    .min(3, PREFIX_RULE)
    .default("bucket-warden"),
  /** On every resource that takes tags. */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** Where the buckets, the archives and the alerts are. */
  homeRegion: region,
  /** Regions watched besides: each account gets a stack for each. */
  furtherRegions: z.array(region).default([]),
  /** Opt-in regions that are enabled in every account: AWS refuses all calls to the others. */
  optInRegions: z.array(region).default([]),
  /** `invitation` needs no AWS Organizations; `organization` needs the settings of that name. */
  membership: z.enum(["invitation", "organization"]).default("invitation"),
  /** The organization that the accounts are members of. */
  organization: organizationSchema.optional(),
  /** Keeps the evidence and tells the security team. */
  auditAccount: auditAccountSchema,
  /** Which findings raise an alert. */
  findings: findingsSchema.prefault({}),
  /** What `warden prove` lets pass. */
  proof: proofSchema.prefault({}),
  /** Role that Terraform assumes in every account. */
  deploymentRole: roleName.default("BucketWardenDeployment"),
  /** Where Terraform keeps the state of each stack. */
  backend: backend.default({ type: "local" }),
  /** The bindings are made from AWS provider 5.100.0: newer 5.x only at your own test. */
  providerVersion: z
    .string()
    .regex(
      /^(~> |>= |= )?5\.\d+(\.\d+)?$/,
      'a Terraform version constraint on 5.x, such as "~> 5.100"',
    )
    .default("5.100.0"),
  /** The accounts with a bucket to guard. */
  workloads: z.array(workloadSchema).min(1, "at least one workload account"),
});

/** What a user writes: defaults may be left out. */
export type WardenInput = z.input<typeof wardenSchema>;
/** What the stacks are built from: valid, defaults filled in. */
export type WardenConfig = z.output<typeof wardenSchema>;
export type Backend = WardenConfig["backend"];
