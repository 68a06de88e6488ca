import { type PlannedStack } from "../../config/stack-plan";
import { type Phase, PHASES } from "./phases";

export interface Group<S extends PlannedStack> {
  /** Applied side by side. */
  readonly stacks: readonly S[];
  readonly phases: readonly Phase[];
}

/** Nobody takes down what others still need. */
const STANDING = PHASES.filter((phase) => phase !== "destroy");

/** What workloads need, stack by stack; then as many workloads as each size says, no two alike. */
export function groupsOf<S extends PlannedStack>(
  stacks: readonly S[],
  sizes: readonly number[],
): Group<S>[] {
  const shared = stacks.filter(({ kind }) => kind !== "workload");
  const workloads = stacks.filter(({ kind }) => kind === "workload");
  const home = workloads.filter(({ scope }) => scope === "home");
  const further = workloads.filter(({ scope }) => scope !== "home");
  const group = (members: readonly S[], isLast: boolean): Group<S>[] =>
    members.length === 0 ? [] : [{ stacks: members, phases: isLast ? PHASES : STANDING }];
  return [
    ...shared.flatMap((stack) => group([stack], false)),
    ...sizes.flatMap((size, index) => {
      const start = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
      const own = home.slice(start, start + size);
      const elsewhere = further.filter(({ accountId }) =>
        own.some((stack) => stack.accountId === accountId),
      );
      return [...group(own, elsewhere.length === 0), ...group(elsewhere, true)];
    }),
  ];
}
