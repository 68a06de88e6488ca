import type { Invariant } from "../invariant";
import { eachStack, unless } from "../judging";
import { wholeJson } from "../whole-json";

export const noRemoteState: Invariant = {
  id: "no-remote-state",
  title: "No stack reads the state of another",
  why: "Whoever can read a state reads every secret in it, in the account that it belongs to.",
  judge: eachStack((stack) =>
    unless(wholeJson(stack).data.terraform_remote_state === undefined, "it reads another's state"),
  ),
};
