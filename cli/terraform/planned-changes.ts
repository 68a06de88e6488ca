import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

/** One resource or output that a plan would change, and the attributes that differ. */
export interface PlannedChange {
  readonly address: string;
  /** `create`, `update`, `delete`, or both for a replacement. */
  readonly action: string;
  readonly attributes: readonly string[];
}

const change = z.looseObject({
  actions: z.array(z.string()),
  before: z.unknown(),
  after: z.unknown(),
});

const planFile = z.looseObject({
  resource_changes: z.array(z.looseObject({ address: z.string(), change })).default([]),
  output_changes: z.record(z.string(), change).default({}),
});

type Change = z.output<typeof change>;

const NOTHING_TO_DO = ["no-op", "read"];

/** What `terraform show -json <plan>` says would change. */
export function changesIn(planJson: string): PlannedChange[] {
  const plan = planFile.parse(JSON.parse(planJson));
  const outputs = Object.entries(plan.output_changes).map(([name, output]) => ({
    address: `output.${name}`,
    change: output,
  }));
  return [...plan.resource_changes, ...outputs]
    .filter((planned) => planned.change.actions.some((action) => !NOTHING_TO_DO.includes(action)))
    .map((planned) => ({
      address: planned.address,
      action: planned.change.actions.join("+"),
      attributes: differing(planned.change),
    }));
}

/** An attribute whose new value isn't known yet is missing in `after`, and so differs too. */
function differing({ before, after }: Change): string[] {
  const [old, next] = [toRecord(before), toRecord(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...names].filter((name) => !isDeepStrictEqual(old[name], next[name])).sort();
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};
