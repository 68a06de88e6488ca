import { z } from "zod";
import type { Fault } from "./faults";
import { checkOrganization } from "./organization-checks";
import { type Workload, workloadSchema } from "./schema";

/** What can be read of a configuration even where parts of it are wrong. */
const readable = z.object({
  auditAccount: z.object({ id: z.unknown() }).catch({ id: undefined }),
  workloads: z.array(z.record(z.string(), z.unknown()).catch({})).catch([]),
  membership: z.unknown().optional(),
  organization: z
    .object({
      managementAccountId: z.unknown(),
      macieMembers: z
        .array(z.object({ accountId: z.unknown() }).catch({ accountId: undefined }))
        .catch([]),
      guardrailTargets: z.array(z.unknown()).catch([]),
    })
    .partial()
    .optional()
    .catch({}),
});
type Readable = z.output<typeof readable>;

/**
 * Faults that show only when settings are seen together. Takes the file's content as it stands, so
 * that these are told together with the faults of single settings.
 */
export function crossCheck(input: unknown): Fault[] {
  const config = readable.safeParse(input).data;
  if (!config) return [];
  return [
    ...duplicates(config, "name", "each workload has a name of its own"),
    ...duplicates(
      config,
      "accountId",
      "one workload an account: Config, GuardDuty and Macie exist once there",
    ),
    ...duplicates(config, "bucketName", "bucket names are unique in all of AWS"),
    ...checkOrganization(config),
    ...config.workloads.flatMap((raw, index) => {
      const path = `workloads[${index}]`;
      const workload = workloadSchema.safeParse(raw).data;
      return [
        ...roleOfAccount(config, raw.accountId, path),
        ...(workload ? checkWorkload(workload, path) : []),
      ];
    }),
  ];
}

function duplicates({ workloads }: Readable, key: keyof Workload, rule: string): Fault[] {
  const first = new Map<unknown, number>();
  return workloads.flatMap((workload, index) => {
    const value = workload[key];
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, index);
    if (earlier === undefined || value === undefined) return [];
    return [
      {
        path: `workloads[${index}].${key}`,
        value,
        rule: `${rule}; workloads[${earlier}] has it already`,
      },
    ];
  });
}

function roleOfAccount({ auditAccount }: Readable, accountId: unknown, path: string): Fault[] {
  if (accountId === undefined || accountId !== auditAccount.id) return [];
  const rule =
    "an account has one role: the audit account (auditAccount.id) guards no bucket of its own";
  return [{ path: `${path}.accountId`, value: accountId, rule }];
}

function checkWorkload(workload: Workload, path: string): Fault[] {
  return [
    ...checkProtection(workload, path),
    ...bothRoles(workload, path),
    ...foreign(workload, "allowedUploaders", path),
    ...foreign(workload, "breakGlass", path),
    ...foreign(workload, "replicationRoles", path),
    ...environmentRoom(workload, path),
  ];
}

/** What AWS can't do, or can't undo. */
function checkProtection({ objectLock, mfaDelete, lifecycle }: Workload, path: string): Fault[] {
  const faults: Fault[] = [];
  if (objectLock.mode === "COMPLIANCE" && objectLock.acknowledge === undefined) {
    const rule =
      "COMPLIANCE keeps intruders' objects too and nobody can undo it: " +
      'add objectLock.acknowledge: "objects cannot be deleted before the retention ends"';
    faults.push({ path: `${path}.objectLock.mode`, value: objectLock.mode, rule });
  }
  if (mfaDelete === "native" && lifecycle !== "none") {
    const rule =
      'S3 refuses lifecycle rules on a bucket with MFA delete: set lifecycle: "none", or mfaDelete: "policy"';
    faults.push({ path: `${path}.mfaDelete`, value: mfaDelete, rule });
  }
  return faults;
}

function bothRoles({ allowedUploaders, breakGlass }: Workload, path: string): Fault[] {
  return allowedUploaders.flatMap((value, index) => {
    if (!breakGlass.includes(value)) return [];
    const rule = "a principal is an uploader or break-glass, not both";
    return [{ path: `${path}.allowedUploaders[${index}]`, value, rule }];
  });
}

/** The unique id behind an ARN is looked up in the workload's own account. */
function foreign(
  workload: Workload,
  setting: "allowedUploaders" | "breakGlass" | "replicationRoles",
  path: string,
): Fault[] {
  return workload[setting].flatMap((value, index) => {
    if (!value.startsWith("arn:") || value.split(":")[4] === workload.accountId) return [];
    const foreignRole =
      setting === "replicationRoles" ? "; a foreign role by its unique id (AROA…)" : "";
    const rule = `a principal of the workload's own account (${workload.accountId})${foreignRole}`;
    return [{ path: `${path}.${setting}[${index}]`, value, rule }];
  });
}

/** What one principal takes of the function's environment: an id of 21 characters and a session. */
const USER_ID_BYTES = 24;
/** All other settings at their longest: names of 64 characters, a bucket of 63. */
const OTHER_SETTINGS_BYTES = 1_400;
const ENVIRONMENT_BYTES = 4_096;

/** Lambda takes 4 KB of environment variables, names and values together. */
function environmentRoom(workload: Workload, path: string): Fault[] {
  const { allowedUploaders, replicationRoles, breakGlass } = workload;
  const session = (arn: string) => (/:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1] ?? "").length;
  const ids = [...allowedUploaders, ...replicationRoles, ...breakGlass].reduce(
    (sum, arn) => sum + USER_ID_BYTES + session(arn),
    0,
  );
  const spared = breakGlass.reduce((sum, arn) => sum + arn.length + 1, 0);
  const scanner = workload.malwareProtection ? USER_ID_BYTES : 0;
  const bytes = OTHER_SETTINGS_BYTES + scanner + ids + spared;
  if (bytes <= ENVIRONMENT_BYTES) return [];
  const count = allowedUploaders.length + replicationRoles.length + breakGlass.length;
  const rule =
    `they may take ${bytes} bytes of the function's environment, Lambda allows ${ENVIRONMENT_BYTES}: ` +
    "name roles instead of sessions, or fewer principals";
  return [{ path, value: `${count} principals`, rule }];
}
