import type { Invariant } from "../invariant";
import { eachStack, unless } from "../judging";
import { wholeJson } from "../whole-json";

export const noSensitiveOutput: Invariant = {
  id: "no-sensitive-output",
  title: "No stack puts anything secret out",
  why: "Outputs stand in the state and in other stacks' plans; CDKTF makes one of each reference that crosses stacks.",
  judge: eachStack((stack) => {
    const secret = Object.entries(wholeJson(stack).outputs).filter(
      ([, { sensitive }]) => sensitive === true,
    );
    return unless(secret.length === 0, `puts out ${secret.map(([name]) => name).join(", ")}`);
  }),
};
