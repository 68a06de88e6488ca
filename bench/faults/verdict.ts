import { type Received } from "../stage/inbox";
import { type Aftermath } from "./incident";

/**
 * `survived`: version gone, intruder blocked, alert out. `told`: not all of it, and an alert names
 * what failed. `queued`: the event waits in the failures queue. The rest must not happen: `lied` is
 * an alert that claims what isn't so, `lost` leaves neither alert nor event, `harmed` an allowed
 * upload deleted.
 */
export type Verdict = "survived" | "told" | "queued" | "lied" | "lost" | "harmed";

export const ACCEPTABLE: readonly Verdict[] = ["survived", "told", "queued"];

export function judgeAftermath(aftermath: Aftermath): Verdict {
  const { gone, blocked, bystanderSafe, alerts } = aftermath;
  if (!bystanderSafe) return "harmed";
  if (alerts.some((alert) => isFalse(alert, aftermath))) return "lied";
  if (gone && blocked && alerts.length > 0) return "survived";
  if (alerts.some(namesFailure)) return "told";
  return aftermath.deadLetters > 0 ? "queued" : "lost";
}

const REMOVED: readonly string[] = ["gone", "already-gone"];
const BLOCKED: readonly string[] = ["blocked", "already-blocked"];

/** Nothing that was removed or blocked is ever undone here: what an alert claims holds at the end. */
function isFalse(alert: Received, { gone, blocked }: Aftermath): boolean {
  const claims = (step: string, statuses: readonly string[]) =>
    statuses.includes(statusOf(alert, step) ?? "");
  return (!gone && claims("remove", REMOVED)) || (!blocked && claims("contain", BLOCKED));
}

const STEPS = ["remove", "contain", "quarantine", "abort"];

/** A locked version's own status stays; what kept readers from it then says that it failed. */
const namesFailure = (alert: Received): boolean =>
  STEPS.some((step) =>
    [statusOf(alert, step), textOf(alert, step, "marker"), textOf(alert, step, "tag")].some(
      (text) => text?.startsWith("failed"),
    ),
  );

const statusOf = (alert: Received, step: string) => textOf(alert, step, "status");

function textOf({ document }: Received, step: string, field: string): string | undefined {
  const { steps } = document as {
    steps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  return steps?.[step]?.[field];
}
