import type { Asked } from "../../decide/asker";
import { decide } from "../../decide/decide";
import type { Estate } from "../../model/estate";
import type { Resource } from "../../model/resource";
import { broken, type Hop, holds } from "../../path";

export interface Refusals {
  /** A sentence that says what must be so. */
  readonly what: string;
  readonly at: Resource;
  readonly requests: readonly Asked[];
  /** Why an allowed request is let pass. @default none is */
  readonly exception?: (asked: Asked) => string | undefined;
}

/** All the requests must be refused; those let pass are told with the reason. */
export async function allRefused(estate: Estate, refusals: Refusals): Promise<Hop> {
  const { what, at, requests, exception = () => undefined } = refusals;
  const passed = new Set<string>();
  for (const asked of requests) {
    const { verdict, because } = await decide(estate, asked);
    if (verdict === "refused") continue;
    const why = `${asked.action} on ${asked.resource}: ${because}`;
    if (verdict === "unknown") return { what, verdict, because: why, at };
    const reason = exception(asked);
    if (reason === undefined) return broken(what, `${why}; it says ${said(asked)}`, { at });
    passed.add(reason);
  }
  return passed.size > 0
    ? holds(what, `let pass: ${[...passed].join("; ")}`, at)
    : holds(what, `${requests.length} requests tried, all refused`, at);
}

/** Who asked, and what the request said, for a reader who wonders how. */
function said({ who, context = {} }: Asked): string {
  const asker = Object.entries(who).filter(([name]) => name !== "policies");
  return JSON.stringify({ ...Object.fromEntries(asker), ...context });
}
