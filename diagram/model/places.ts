import type { WardenConfig } from "../../config/schema";
import { type PlannedStack, planStacks } from "../../config/stack-plan";
import type { DiagramBox } from "./diagram";
import { counted } from "./words";

/** Which stacks are drawn in full, and what the others are folded into. */
export interface Places {
  readonly boxes: readonly Omit<DiagramBox, "parts">[];
  /** Stacks by their node; `folded` has their names in the order of the plan. */
  readonly folds: readonly Fold[];
  /** A stack's box or fold. */
  readonly of: ReadonlyMap<string, string>;
}

export interface Fold {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly tone: DiagramBox["tone"];
  readonly stacks: readonly string[];
}

const TONES = {
  audit: "audit",
  "audit-organization": "audit",
  organization: "organization",
  workload: "workload",
} as const;

const TITLES: Readonly<Record<DiagramBox["tone"], string>> = {
  audit: "Audit account",
  organization: "Management account",
  workload: "Workload account",
};

/**
 * @param chosen stacks to draw in full, beside those that all accounts share.
 * @default the first workload's, in its home region
 */
export function placesOf(config: WardenConfig, chosen?: readonly string[]): Places {
  const plan = planStacks(config);
  const first = plan.find(({ workload }) => workload)?.name ?? "";
  const wanted = new Set(chosen ?? [first]);
  const isDrawn = ({ name, kind, scope }: PlannedStack): boolean =>
    wanted.has(name) || (kind !== "workload" && scope === "home");
  const drawn = plan.filter(isDrawn);
  const boxes = boxesOf(drawn);
  const folds = foldsOf(
    plan.filter((stack) => !isDrawn(stack)),
    drawn,
  );
  const all = [...boxes, ...folds];
  return {
    boxes,
    folds,
    of: new Map(all.flatMap(({ id, stacks }) => stacks.map((name) => [name, id]))),
  };
}

const grouped = <T>(
  all: readonly T[],
  key: (one: T) => string,
): readonly (readonly [T, ...T[]])[] => [
  ...all
    .reduce(
      (groups, one) => groups.set(key(one), [...(groups.get(key(one)) ?? []), one] as [T, ...T[]]),
      new Map<string, [T, ...T[]]>(),
    )
    .values(),
];

const boxesOf = (drawn: readonly PlannedStack[]): Places["boxes"] =>
  grouped(drawn, ({ accountId, region }) => `${accountId} ${region}`).map((stacks) => {
    const [{ accountId, region, kind, workload }] = stacks;
    const tone = TONES[kind];
    return {
      id: `box-${accountId}-${region}`,
      title: workload ? `${TITLES[tone]} · ${workload.name}` : TITLES[tone],
      place: { accountId, region },
      tone,
      stacks: stacks.map(({ name }) => name),
    };
  });

/** Accounts that are not drawn at all are one fold; further regions of those that are, one each. */
function foldsOf(folded: readonly PlannedStack[], drawn: readonly PlannedStack[]): Fold[] {
  const isHere = new Set(drawn.map(({ accountId }) => accountId));
  return grouped(folded, ({ accountId }) => (isHere.has(accountId) ? accountId : "elsewhere")).map(
    (stacks) => {
      const [{ accountId, kind }] = stacks;
      const names = stacks.map(({ name }) => name);
      const fold = { tone: TONES[kind], stacks: names };
      if (isHere.has(accountId)) {
        const regions = [...new Set(stacks.map(({ region }) => region))].join(", ");
        return { ...fold, id: `fold-${accountId}`, title: "Further regions", name: regions };
      }
      const accounts = new Set(stacks.map((one) => one.accountId)).size;
      const workloads = new Set(stacks.map(({ workload }) => workload?.name ?? ""));
      return {
        ...fold,
        id: "fold-workloads",
        title: `+ ${counted(accounts, "workloads")}`,
        name: [...workloads].join(", "),
      };
    },
  );
}
