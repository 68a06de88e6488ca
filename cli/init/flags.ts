import { BadInput } from "../bad-input";
import { type Draft, EMPTY_DRAFT, withValue } from "./draft";

/** As commander gives them. */
export interface InitFlags {
  readonly out: string;
  readonly force?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly prefix?: string;
  readonly tag?: readonly string[];
  readonly homeRegion?: string;
  readonly furtherRegion?: readonly string[];
  readonly optInRegion?: readonly string[];
  readonly auditAccount?: string;
  readonly subscription?: readonly string[];
  readonly membership?: string;
  readonly organizationId?: string;
  readonly rootId?: string;
  readonly managementAccount?: string;
  readonly guardrailTarget?: readonly string[];
  readonly macieMember?: readonly string[];
  readonly workload?: readonly string[];
  readonly uploader?: readonly string[];
  readonly breakGlass?: readonly string[];
  readonly backend?: string;
}

/**
 * What the flags say of the configuration.
 * @throws BadInput for a flag that can't be taken apart; what its parts are worth is judged later
 */
export function draftOf(flags: InitFlags): Draft {
  const values: readonly (readonly [readonly string[], unknown])[] = [
    [["prefix"], flags.prefix],
    [["tags"], flags.tag && Object.fromEntries(flags.tag.map(tagOf))],
    [["homeRegion"], flags.homeRegion],
    [["furtherRegions"], flags.furtherRegion],
    [["optInRegions"], flags.optInRegion],
    [["auditAccount", "id"], flags.auditAccount],
    [["auditAccount", "subscriptions"], flags.subscription?.map(subscriptionOf)],
    [["membership"], flags.membership],
    // Its settings are then missing one by one, and told so.
    [["organization"], flags.membership === "organization" ? {} : undefined],
    [["organization", "id"], flags.organizationId],
    [["organization", "rootId"], flags.rootId],
    [["organization", "managementAccountId"], flags.managementAccount],
    [["organization", "guardrailTargets"], flags.guardrailTarget],
    [["organization", "macieMembers"], flags.macieMember?.map(memberOf)],
    [["workloads"], workloadsOf(flags)],
    [["backend"], flags.backend === undefined ? undefined : backendOf(flags.backend, flags)],
  ];
  return values.reduce(
    (draft, [path, value]) => (value === undefined ? draft : withValue(draft, path, value)),
    EMPTY_DRAFT,
  );
}

function subscriptionOf(text: string) {
  const [protocol, endpoint] = pair("--subscription", text, "protocol=endpoint");
  return { protocol, endpoint };
}

const tagOf = (text: string) => pair("--tag", text, "key=value");

function memberOf(text: string) {
  const [accountId, email] = pair("--macie-member", text, "account=email");
  return { accountId, email };
}

interface WorkloadDraft {
  readonly name: string;
  readonly allowedUploaders?: readonly string[];
  readonly breakGlass?: readonly string[];
}

function workloadsOf({ workload, uploader = [], breakGlass = [] }: InitFlags) {
  const workloads = workload?.map((text): WorkloadDraft => {
    const [name = "", accountId, bucketName, ...rest] = text.split("=");
    if (bucketName === undefined || rest.length > 0) {
      throw new BadInput(`--workload ${text}: it takes name=account=bucket`);
    }
    return { name, accountId, bucketName } as WorkloadDraft;
  });
  const principals = [
    ...uploader.map((text) => ["--uploader", "allowedUploaders", text] as const),
    ...breakGlass.map((text) => ["--break-glass", "breakGlass", text] as const),
  ];
  return principals.reduce((all, [flag, setting, text]) => {
    const [name, arn] = pair(flag, text, "workload=arn");
    const known = (all ?? []).map((one) => one.name);
    if (!known.includes(name)) {
      throw new BadInput(
        `${flag} ${text}: no --workload is called ${name}; there are: ${known.join(", ") || "none"}`,
      );
    }
    return all?.map((one) =>
      one.name === name ? { ...one, [setting]: [...(one[setting] ?? []), arn] } : one,
    );
  }, workloads);
}

const BACKENDS: Readonly<
  Record<string, (values: readonly string[], flags: InitFlags) => Draft | undefined>
> = {
  local: (values) => (values.length === 0 ? { type: "local" } : undefined),
  s3: ([bucket, region, ...rest], { homeRegion }) =>
    bucket && rest.length === 0 ? { type: "s3", bucket, region: region ?? homeRegion } : undefined,
  cloud: ([organization, ...rest]) =>
    organization && rest.length === 0 ? { type: "cloud", organization } : undefined,
};

function backendOf(text: string, flags: InitFlags): Draft {
  const [type = "", ...values] = text.split("=");
  const backend = Object.hasOwn(BACKENDS, type) ? BACKENDS[type]?.(values, flags) : undefined;
  if (backend) return backend;
  throw new BadInput(
    `--backend ${text}: it takes local, s3=bucket, s3=bucket=region or cloud=organization`,
  );
}

/** What stands before and after the first `=`. */
function pair(flag: string, text: string, form: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new BadInput(`${flag} ${text}: it takes ${form}`);
  return [text.slice(0, at), text.slice(at + 1)];
}
