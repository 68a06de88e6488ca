import { planAbort } from "./decide-abort";
import { planBlock } from "./decide-block";
import { isOneOf, isSparedByArn, type Policy } from "./decide-policy";
import { planQuarantine } from "./decide-quarantine";
import { type Decision } from "./decision";
import { type Principal, type Upload } from "../events/upload";

/** What is to be done about an upload: nothing, a word to the team, or everything possible. */
export function decide({ principal }: Upload, policy: Policy): Decision {
  const { userId } = principal;
  if (isOneOf([policy.ownUserId], userId)) {
    return { action: "ignore", verdict: "ignored", why: "written by the responder" };
  }
  if (isOneOf(policy.allowedUserIds, userId)) {
    return { action: "ignore", verdict: "allowed", why: "an allowed uploader" };
  }
  const shield = shieldOf(principal, policy);
  if (shield) return { action: "alert-only", verdict: "protected", why: shield };
  if (policy.responseMode === "observe") {
    return { action: "alert-only", verdict: "intruder", why: "the response mode is observe" };
  }
  return {
    action: "respond",
    verdict: "intruder",
    block: planBlock(principal, policy),
    quarantine: planQuarantine(principal, policy),
    abort: planAbort(principal, policy),
  };
}

/** Why a principal that may not upload is told about at most. */
function shieldOf(principal: Principal, policy: Policy): string | undefined {
  if (principal.kind === "service") return "an AWS service: log delivery and the like";
  const isShielded =
    isOneOf(policy.neverBlockedUserIds, principal.userId) || isSparedByArn(principal, policy);
  return isShielded ? "a principal that is never blocked" : undefined;
}
