import type { Asked } from "./decide/asker";
import { decide } from "./decide/decide";
import type { Estate } from "./model/estate";
import { broken, type Hop, holds } from "./path";
import { unfitFor } from "./working-key";

const subject = ({ who }: Asked): string => {
  if ("service" in who) return who.service;
  return "role" in who ? who.role : who.arn;
};

const sentence = (asked: Asked): string =>
  `${subject(asked)} may ${asked.action} on ${asked.resource}`;

/** A request that must be allowed; of a key's use, that the key works besides. */
export async function mayDo(estate: Estate, asked: Asked, what = sentence(asked)): Promise<Hop> {
  const { verdict, because, mend } = await decide(estate, asked);
  if (verdict === "allowed") {
    const unfit = unfitFor(estate, asked);
    return unfit ? broken(what, unfit.because, unfit) : holds(what, because);
  }
  if (verdict === "unknown") return { what, verdict, because };
  const at = mend?.[0]?.at;
  return broken(what, `${sentence(asked).replace(" may ", " may not ")} ${because}`, {
    ...(at && { at }),
    ...(mend && { mend }),
  });
}

/** A request that must be refused. */
export async function mayNotDo(estate: Estate, asked: Asked, what: string): Promise<Hop> {
  const { verdict, because } = await decide(estate, asked);
  if (verdict === "refused") return holds(what, because);
  if (verdict === "unknown") return { what, verdict, because };
  return broken(what, `${sentence(asked)} ${because}`);
}

/**
 * The use of a key by whoever reads or writes what it encrypts.
 * @param keyArn an AWS managed key's alias is no key of the stacks: its own account's callers only
 */
export async function* useKey(
  estate: Estate,
  { who, keyArn, actions, context = {} }: KeyUse,
): AsyncGenerator<Hop> {
  for (const action of actions) yield mayDo(estate, { who, action, resource: keyArn, context });
}

export interface KeyUse extends Pick<Asked, "who" | "context"> {
  readonly keyArn: string;
  readonly actions: readonly string[];
}
