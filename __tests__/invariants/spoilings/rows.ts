import type { Proven } from "../../support/proof";
import { changing, doubled, type Spoiling, without } from "../spoiling";

/** Those of the rule's places that match, or places that come into being by the spoiling. */
export type About = RegExp | ((proven: Proven) => readonly string[]);

/** A rule, what is done to every stack, and the places that must all be found violating it. */
export type Row = readonly [rule: string, how: string, spoil: Spoiling, about: About];

export const ANYWHERE = /./;

/** In each stack what `adding` added. */
export const added =
  (type: string): About =>
  ({ stacks }) =>
    stacks.map(({ name }) => `${name} ${type}.Added`);

/** The home stacks of the workloads, where something isn't there any more. */
export const eachWorkload: About = ({ config }) =>
  config.workloads.map(({ name }) => `workload-${name}`);

/** Stacks of guarded accounts in the organization's second region. */
export const furtherRegions: About = ({ stacks }) =>
  stacks.map(({ name }) => name).filter((name) => /^(audit|workload-\w+)-eu-west-1$/.test(name));

export const auditOnly: About = () => ["audit"];

/** An account of nobody's in the configuration. */
export const STRANGER = "123456789012";

/** Whose policies take a further statement. */
export const WRITABLE = / aws_(?!lambda_permission)/;
export const PERMISSIONS = / aws_lambda_permission\./;

export const rows = (
  rule: string,
  about: About,
  all: Readonly<Record<string, Spoiling>>,
): readonly Row[] => Object.entries(all).map(([how, spoil]) => [rule, how, spoil, about]);

/** An argument's value; with `undefined` it goes. */
export const set =
  (argument: string, value: unknown) =>
  (given: Record<string, unknown>): void => {
    if (value === undefined) Reflect.deleteProperty(given, argument);
    else given[argument] = value;
  };

export const setting = (type: string, argument: string, value?: unknown): Spoiling =>
  changing(type, set(argument, value));

export const goneOrTwice = (type: string) => ({ gone: without(type), twice: doubled(type) });

export const BLOCK = "aws_s3_bucket_public_access_block";
export const OWNERSHIP = "aws_s3_bucket_ownership_controls";
export const VERSIONING = "aws_s3_bucket_versioning";
export const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
export const LOGGING = "aws_s3_bucket_logging";
export const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
export const LOCK = "aws_s3_bucket_object_lock_configuration";
export const POLICY = "aws_s3_bucket_policy";
