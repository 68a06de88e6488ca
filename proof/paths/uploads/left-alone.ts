import type { WorkloadNames } from "../../../config/names";
import { decide } from "../../../lambda/responder/decide/decide";
import type { Decision } from "../../../lambda/responder/decide/decision";
import type { Estate } from "../../model/estate";
import { broken, type Hop, holds } from "../../path";
import { uploadBy } from "../heard";
import { responderSettings } from "../responder-settings";
import type { Somebody } from "../somebody";

/** Whatever the responder hears of somebody's upload, it comes to this verdict. */
export function* responderFinds(
  estate: Estate,
  names: WorkloadNames,
  { title, ...heard }: Pick<Somebody, "title" | "principalId" | "identity">,
  verdict: Decision["verdict"],
): Generator<Hop> {
  const settings = yield* responderSettings(estate, names);
  for (const trigger of ["notification", "trail"] as const) {
    const upload = uploadBy(trigger, heard, names);
    const decision = upload && decide(upload, settings);
    const what = `by the ${trigger}, the responder takes an upload by ${title} for ${verdict}`;
    if (decision?.verdict === verdict) yield holds(what, whyOf(decision));
    else yield broken(what, decision ? `${decision.verdict}: ${whyOf(decision)}` : UNREAD);
  }
}

const UNREAD = "it can't read the event";

const whyOf = (decision: Decision): string =>
  decision.action === "respond" ? "an intruder, to be blocked" : decision.why;
