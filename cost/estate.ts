import { type WardenConfig } from "../config/schema";
import { planStacks, type PlannedStack } from "../config/stack-plan";

export type Arguments = Readonly<Record<string, unknown>>;

/** What is read of a synthesized stack. */
export interface StackResources {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

/** One region of one account, with the resources of all its stacks. */
export interface Place {
  readonly account: "workload" | "audit" | "management";
  readonly accountId: string;
  readonly region: string;
  readonly scope: PlannedStack["scope"];
  /** The workload's name; empty elsewhere. */
  readonly workload: string;
  /** `[logical id, arguments]` of every resource of the type. */
  readonly all: (type: string) => readonly (readonly [string, Arguments])[];
}

export interface Estate {
  readonly places: readonly Place[];
  /** AWS adds an organization's use up; accounts by invitation are taken to pay each alone. */
  readonly isOrganization: boolean;
}

const KINDS: Readonly<Record<PlannedStack["kind"], Place["account"]>> = {
  workload: "workload",
  audit: "audit",
  "audit-organization": "audit",
  organization: "management",
};

/**
 * @param jsonOf the synthesized stack of that name
 * @param like only this workload, instead of all
 */
export function estateOf(
  config: WardenConfig,
  jsonOf: (name: string) => StackResources,
  like?: string,
): Estate {
  const stacks = planStacks(config).filter(
    ({ workload }) => like === undefined || workload === undefined || workload.name === like,
  );
  const keys = new Set(stacks.map(placeKey));
  return {
    places: [...keys].flatMap((key) =>
      placeOf(
        stacks.filter((stack) => placeKey(stack) === key),
        jsonOf,
      ),
    ),
    isOrganization: config.membership === "organization",
  };
}

const placeKey = ({ accountId, region }: PlannedStack): string => `${accountId} ${region}`;

function placeOf(
  together: readonly PlannedStack[],
  jsonOf: (name: string) => StackResources,
): Place[] {
  const [first] = together;
  if (!first) return [];
  const { kind, accountId, region, scope, workload } = first;
  const found = new Map<string, (readonly [string, Arguments])[]>();
  for (const { name } of together) {
    for (const [type, resources] of Object.entries(jsonOf(name).resource ?? {})) {
      found.set(type, [...(found.get(type) ?? []), ...Object.entries(resources)]);
    }
  }
  const all = (type: string) => found.get(type) ?? [];
  const place = { accountId, region, scope, workload: workload?.name ?? "", all };
  return [{ ...place, account: KINDS[kind] }];
}

export const count = ({ all }: Place, type: string): number => all(type).length;

export const has = (place: Place | undefined, type: string): boolean =>
  place !== undefined && count(place, type) > 0;

/** The audit account's part of a region, or of the home region. */
export const auditIn = ({ places }: Estate, region?: string): Place | undefined =>
  places.find((place) =>
    region === undefined
      ? place.account === "audit" && place.scope === "home"
      : place.account === "audit" && place.region === region,
  );

export const homeOf = ({ places }: Estate, { accountId }: Place): Place | undefined =>
  places.find((place) => place.accountId === accountId && place.scope === "home");
