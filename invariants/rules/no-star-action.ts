import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { actionsOf, eachGrant } from "../statements";

export const noStarAction: Invariant = {
  id: "no-star-action",
  title: "Every policy lists the actions it allows, one by one",
  why: "A pattern also allows what AWS will call like that tomorrow.",
  judge: eachGrant(({ statement }) => {
    const patterns = actionsOf(statement).filter((action) => /[*?]/.test(action));
    return unless(patterns.length === 0, `allows by pattern: ${patterns.join(", ")}`);
  }),
};
