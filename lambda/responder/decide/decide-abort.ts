import { isShared, type Policy } from "./decide-policy";
import { type AbortPlan } from "./decision";
import { type Principal } from "../events/upload";

/** Whose unfinished multipart uploads go with the block: of as many sessions as it covers. */
export function planAbort(principal: Principal, policy: Policy): AbortPlan {
  switch (principal.kind) {
    case "role-session": {
      const { arn, roleId } = principal;
      if (isShared(roleId, policy)) return { initiator: { arn } };
      // No session's name holds a slash.
      return { initiator: { arnPrefix: arn.slice(0, arn.lastIndexOf("/") + 1) } };
    }
    case "identity-center":
    case "user":
    case "federated":
      return principal.arn ? { initiator: { arn: principal.arn } } : { later: NAMED_LATER };
    case "unknown-role-session":
      return { later: NAMED_LATER };
    default:
      return { impossible: NOT_TO_BE_FOUND[principal.kind] };
  }
}

const NAMED_LATER =
  "the notification doesn't tell the ARN S3 keeps of them; CloudTrail's event will";

/** Of an account S3 tells its canonical id in place of an ARN, and no event does. */
const NOT_TO_BE_FOUND = {
  account: "S3 names uploads of another account by a canonical id, which the event doesn't tell",
  root: "S3 names root's uploads by a canonical id, which the event doesn't tell",
  service: "an AWS service began them on somebody's behalf",
  anonymous: "whoever has no credentials has no name either",
  unrecognized: "the event names the caller in a form that S3 doesn't",
} as const;
