import { type Loss } from "./losses";
import { type Plan } from "./planning";
import { isProtected, resourceAt, type Resources } from "./stack";

/** What a plan destroys or replaces. Of dependents that go with another resource too. */
export const plannedLosses = (stack: string, plan: Plan, released: Resources): Loss[] =>
  (plan.resource_changes ?? []).flatMap(({ address, change }): Loss[] => {
    if (!change.actions.includes("delete")) return [];
    const how = change.actions.includes("create") ? "replaced" : "destroyed";
    const because = [...new Set((change.replace_paths ?? []).map(([name]) => String(name)))];
    const before = resourceAt(released, address) ?? {};
    return [{ stack, address, how, because, isProtected: isProtected(before) }];
  });
