import { z } from "zod";
import { region } from "./aws-rules";
import { type ExistingInRegion, existingSchema, type LinkedService } from "./existing-schema";
import type { Fault } from "./faults";
import { LINKED_ROLES } from "./linked-roles";

const account = z
  .object({ existing: existingSchema.catch({ linkedRoles: {}, regions: {} }) })
  .catch({ existing: { linkedRoles: {}, regions: {} } });

/** What can be read of a configuration even where parts of it are wrong. */
const readable = z.object({
  homeRegion: region,
  furtherRegions: z.array(region.catch("")).catch([]),
  membership: z.enum(["invitation", "organization"]).catch("invitation"),
  auditAccount: account,
  workloads: z.array(account).catch([]),
});
type Readable = z.output<typeof readable>;

interface Where {
  readonly kind: "audit" | "workload";
  readonly membership: Readable["membership"];
  readonly isHome: boolean;
}

const isInvitedWorkload = ({ kind, membership }: Where): boolean =>
  kind === "workload" && membership === "invitation";
const isDelegate = ({ kind, membership }: Where): boolean =>
  kind === "audit" && membership === "organization";

type Used = (where: Where) => boolean;

/** Where there is something that could be imported or left. */
const USED_IN_REGION: Readonly<Record<keyof ExistingInRegion, Used>> = {
  recorder: () => true,
  detector: (where) => where.kind === "audit" || isInvitedWorkload(where),
  securityHub: (where) =>
    where.membership === "invitation" || (where.kind === "audit" && where.isHome),
  findingAggregator: ({ kind, isHome }) => kind === "audit" && isHome,
  macie: (where) => where.isHome && (isInvitedWorkload(where) || isDelegate(where)),
};

/** Settings about what an account had before that would have no effect. */
export function existingChecks(input: unknown): Fault[] {
  const config = readable.safeParse(input).data;
  if (!config) return [];
  const { auditAccount, workloads } = config;
  return [
    ...checkAccount(config, { kind: "audit", path: "auditAccount", ...auditAccount }),
    ...workloads.flatMap((workload, index) =>
      checkAccount(config, { kind: "workload", path: `workloads[${index}]`, ...workload }),
    ),
  ];
}

interface Account extends z.output<typeof account> {
  readonly kind: Where["kind"];
  readonly path: string;
}

const NOTHING_MADE =
  "nothing of it is made there, so there is nothing to import or leave: take it out";

function checkAccount(config: Readable, { kind, path, existing }: Account): Fault[] {
  const { homeRegion, membership } = config;
  const { linkedRoles, regions } = existing;
  const made = LINKED_ROLES[kind][membership];
  const isUnused = (setting: string, isHome: boolean) =>
    !USED_IN_REGION[setting as keyof ExistingInRegion]({ kind, membership, isHome });
  const told = (at: string, value: unknown, rule: string): Fault => ({
    path: `${path}.existing.${at}`,
    value,
    rule,
  });
  return [
    ...Object.entries(linkedRoles)
      .filter(([service]) => !made.includes(service as LinkedService))
      .map(([service, value]) => told(`linkedRoles.${service}`, value, NOTHING_MADE)),
    ...Object.entries(regions).flatMap(([name, settings]) => {
      if (!isWatched(config, name))
        return [told(`regions.${name}`, Object.keys(settings), ELSEWHERE)];
      return Object.entries(settings)
        .filter(([setting]) => isUnused(setting, name === homeRegion))
        .map(([setting, value]) => told(`regions.${name}.${setting}`, value, NOTHING_MADE));
    }),
  ];
}

const ELSEWHERE =
  "nothing is made in this region: it is neither homeRegion nor one of furtherRegions";

const isWatched = ({ homeRegion, furtherRegions }: Readable, name: string): boolean =>
  [homeRegion, ...furtherRegions].includes(name);
