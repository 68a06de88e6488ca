import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { eachGrant, principalsOf } from "../statements";

const OF_AWS = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

export const servicePrincipals: Invariant = {
  id: "service-principals",
  title: "Every service principal is one of AWS's",
  why: "A principal that is no service lets nobody in, and what was meant doesn't work.",
  judge: eachGrant(({ statement }) => {
    const strange = principalsOf(statement, "Service").filter((name) => !OF_AWS.test(name));
    return unless(strange.length === 0, `names ${strange.join(", ")}`);
  }),
};
