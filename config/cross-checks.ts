import type { Fault } from "./faults";
import type { WardenConfig, Workload } from "./schema";

/** Faults that show only when settings are seen together. */
export function crossCheck(config: WardenConfig): Fault[] {
  const { workloads } = config;
  return [
    ...duplicates(workloads, "name", "each workload has a name of its own"),
    ...duplicates(
      workloads,
      "accountId",
      "one workload an account: Config, GuardDuty and Macie exist once there",
    ),
    ...duplicates(workloads, "bucketName", "bucket names are unique in all of AWS"),
    ...workloads.flatMap((workload, index) => [
      ...roleOfAccount(config, workload, index),
      ...checkWorkload(workload, `workloads[${index}]`),
    ]),
  ];
}

function duplicates(
  workloads: readonly Workload[],
  key: "name" | "accountId" | "bucketName",
  rule: string,
): Fault[] {
  const first = new Map<string, number>();
  return workloads.flatMap((workload, index) => {
    const value = workload[key];
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, index);
    if (earlier === undefined) return [];
    return [
      {
        path: `workloads[${index}].${key}`,
        value,
        rule: `${rule}; workloads[${earlier}] has it already`,
      },
    ];
  });
}

function roleOfAccount(config: WardenConfig, { accountId }: Workload, index: number): Fault[] {
  if (accountId !== config.auditAccount.id) return [];
  const rule =
    "an account has one role: the audit account (auditAccount.id) guards no bucket of its own";
  return [{ path: `workloads[${index}].accountId`, value: accountId, rule }];
}

function checkWorkload(workload: Workload, path: string): Fault[] {
  const { objectLock, mfaDelete, lifecycle, allowedUploaders, breakGlass } = workload;
  const faults: Fault[] = [];
  const add = (setting: string, value: unknown, rule: string) => {
    faults.push({ path: `${path}.${setting}`, value, rule });
  };

  if (objectLock.mode === "COMPLIANCE" && objectLock.acknowledge === undefined) {
    add(
      "objectLock.mode",
      objectLock.mode,
      'COMPLIANCE keeps intruders\' objects too and nobody can undo it: add objectLock.acknowledge: "objects cannot be deleted before the retention ends"',
    );
  }
  if (mfaDelete === "native" && lifecycle !== "none") {
    add(
      "mfaDelete",
      mfaDelete,
      'S3 refuses lifecycle rules on a bucket with MFA delete: set lifecycle: "none", or mfaDelete: "policy"',
    );
  }
  allowedUploaders.forEach((arn, index) => {
    if (breakGlass.includes(arn))
      add(`allowedUploaders[${index}]`, arn, "a principal is an uploader or break-glass, not both");
  });
  faults.push(
    ...foreign(workload, "allowedUploaders", path),
    ...foreign(workload, "breakGlass", path),
  );
  return faults;
}

/** The unique id behind an ARN is looked up in the workload's own account. */
function foreign(
  workload: Workload,
  setting: "allowedUploaders" | "breakGlass",
  path: string,
): Fault[] {
  return workload[setting].flatMap((arn, index) => {
    if (arn.split(":")[4] === workload.accountId) return [];
    const rule = `a principal of the workload's own account (${workload.accountId})`;
    return [{ path: `${path}.${setting}[${index}]`, value: arn, rule }];
  });
}
