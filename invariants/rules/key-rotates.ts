import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

export const keyRotates: Invariant = {
  id: "key-rotates",
  title: "Every key rotates",
  why: "What was encrypted with a key that leaked stays readable for as long as the key is used.",
  judge: each("aws_kms_key", (key) =>
    unless(key.value("enable_key_rotation") === true, "it doesn't rotate"),
  ),
};
