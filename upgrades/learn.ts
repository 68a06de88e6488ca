import { type Deployed, planOver, type Planning } from "./planning";
import { alteredState, type Replacing, replacingIn, type State } from "./replacing";
import { mapped, type Resources, type Stack } from "./stack";
import { surround } from "./surroundings";

/** A stack's blocks that say where it lives and what it looks up. */
export interface Placed extends Stack {
  readonly provider: {
    readonly aws: readonly {
      readonly allowed_account_ids: readonly string[];
      readonly region: string;
    }[];
  };
  readonly data?: Resources;
}

export const placeOf = ({ provider }: Placed): { account: string; region: string } => {
  const [first] = provider.aws;
  return { account: first?.allowed_account_ids[0] ?? "", region: first?.region ?? "" };
};

/** Which arguments of what the stack deploys make the provider replace it. */
export async function learn(
  { name, json, state }: Deployed,
  planning: Planning,
): Promise<Replacing> {
  const stack = json as Placed;
  await surround(stack.data ?? {}, { emulator: planning.emulator, ...placeOf(stack) });
  const unprotected = {
    ...stack,
    resource: withoutLifecycle(stack.resource ?? {}),
    // Terraform takes no empty block.
    ...(stack.data && { data: withoutLifecycle(stack.data) }),
  };
  const changed = alteredState(state as State, unprotected.resource);
  return replacingIn(await planOver({ name, json: unprotected, state: changed }, planning));
}

/** Terraform plans no replacement of what is protected, and nothing where a condition fails. */
const withoutLifecycle = (blocks: Resources): Resources =>
  mapped(blocks, (found) =>
    mapped(found, (given) =>
      Object.fromEntries(Object.entries(given).filter(([name]) => name !== "lifecycle")),
    ),
  );
