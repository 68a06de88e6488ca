import type { WardenConfig } from "../config/schema";
import type { SampleFinding } from "./place";

/** Whether the configuration asks that nobody be told: by one field of the finding. */
export const isSuppressed = (
  { source, event }: Pick<SampleFinding, "source" | "event">,
  { findings }: Pick<WardenConfig, "findings">,
): boolean =>
  findings.suppress.some((suppression) => {
    if (suppression.source !== source) return false;
    const found = valuesAt(event.detail, suppression.field.split("."));
    // Of a list, one value that isn't suppressed is told; and so is what lacks the field.
    return found.length > 0 && found.every((value) => suppression.values.includes(String(value)));
  });

/** All values at the end of the path: of a list, those of each of its elements. */
const valuesAt = (from: unknown, path: readonly string[]): readonly unknown[] =>
  path.reduce<readonly unknown[]>(
    (values, name) =>
      values.flatMap((value) => {
        const inside = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
        return inside === undefined ? [] : Array.isArray(inside) ? (inside as unknown[]) : [inside];
      }),
    [from],
  );
