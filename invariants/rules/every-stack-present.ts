import type { Invariant } from "../invariant";
import { judged, unless } from "../judging";
import { plannedIn } from "../places";

export const everyStackPresent: Invariant = {
  id: "every-stack-present",
  title: "Every stack of the configuration is there",
  why: "What isn't synthesized isn't deployed, and nothing in it is proved.",
  judge: (scope) =>
    plannedIn(scope).map(({ name }) =>
      judged(name, () =>
        unless(
          scope.own.some((stack) => stack.name === name),
          "it isn't synthesized",
        ),
      ),
    ),
};
