import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { eachGrant } from "../statements";

const INVERTED = ["NotPrincipal", "NotAction", "NotResource"] as const;

export const noInvertedGrant: Invariant = {
  id: "no-inverted-grant",
  title: "No policy allows everything but something",
  why: "Whoever lists the exceptions of an Allow has allowed all that nobody thought of.",
  judge: eachGrant(({ statement }) => {
    const used = INVERTED.filter((element) => statement[element] !== undefined);
    return unless(used.length === 0, `allows by ${used.join(" and ")}`);
  }),
};
