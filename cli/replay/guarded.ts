import { FILE_UPLOADER_ROLE, iamArn, sparedArns, workloadNames } from "../../config/names";
import { type WardenConfig, type Workload } from "../../config/schema";
import { type Policy } from "../../lambda/responder/decide/decide-policy";
import { NOBODY } from "../../lambda/responder/contain/denylist";
import { type KnownIds } from "./known-ids";

/** What uploads to one bucket are judged by, as far as it can be known offline. */
export interface Guarded {
  readonly workload: string;
  readonly policy: Policy;
  /** ARNs of the configuration whose unique ids nobody told. */
  readonly unknownArns: readonly string[];
}

/** The settings that the responder of a workload would run with. */
export function guardedBy(config: WardenConfig, workload: Workload, known: KnownIds): Guarded {
  const names = workloadNames(config, workload);
  const allowed = [
    iamArn(names.place, `role/${FILE_UPLOADER_ROLE}`),
    ...workload.allowedUploaders,
    ...workload.replicationRoles,
  ];
  const neverBlocked = [names.deploymentRoleArn, ...workload.breakGlass];
  return {
    workload: workload.name,
    policy: {
      accountId: workload.accountId,
      responseMode: workload.responseMode,
      ownUserId: known.patternsOf(names.responderRoleArn)[0] ?? NOBODY,
      allowedUserIds: allowed.flatMap((named) => known.patternsOf(named)),
      neverBlockedUserIds: neverBlocked.flatMap((named) => known.patternsOf(named)),
      sparedArns: sparedArns(names, workload),
    },
    unknownArns: [...allowed, ...neverBlocked].filter(
      (named) => known.patternsOf(named).length === 0,
    ),
  };
}
