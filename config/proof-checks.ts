import { ALL_INVARIANTS } from "../invariants/rules";
import { ALL_RULES } from "../rules";
import type { Fault } from "./faults";
import type { WardenConfig } from "./schema";

/** Suppressions of rules that there aren't: a slip of the pen would let nothing pass, silently. */
export function proofFaults({ proof }: WardenConfig): Fault[] {
  const known = new Set([...ALL_INVARIANTS, ...ALL_RULES].map(({ id }) => id));
  return proof.suppress.flatMap(({ rule }, index) =>
    known.has(rule)
      ? []
      : [
          {
            path: `proof.suppress[${index}].rule`,
            value: rule,
            rule: "there is no such rule: docs/invariants.md and docs/rules.md have them all",
          },
        ],
  );
}
