import { workloadStack } from "./names";
import type { PlannedStack } from "./stack-plan";

/**
 * For each stack, by name, those that must be applied before it: the wave before; for a workload's
 * further region the workload's own stack alone. What these need in turn isn't repeated.
 */
export function stackDependencies(
  plan: readonly PlannedStack[],
): ReadonlyMap<string, readonly string[]> {
  const waves = new Map<number, string[]>();
  for (const { wave, name } of plan) {
    const before = waves.get(wave);
    if (before) before.push(name);
    else waves.set(wave, [name]);
  }
  return new Map(
    plan.map(({ name, wave, scope, workload }) => {
      const isFurther = workload !== undefined && scope !== "home";
      return [name, isFurther ? [workloadStack(workload)] : (waves.get(wave - 1) ?? [])];
    }),
  );
}
