import { type Backstage, type RehearsedStack } from "./backstage";
import { protectedIn } from "./protected";

/**
 * What is protected goes out of the state and stays in the account: Terraform neither destroys it
 * nor knows it any longer.
 */
export async function letGo(
  { recorder }: Backstage,
  { name, directory, terraform }: RehearsedStack,
): Promise<void> {
  const held = await terraform.resources();
  const kept = protectedIn(directory).addresses.filter((address) => held.includes(address));
  if (kept.length === 0) return;
  await terraform.stateRemove(kept);
  recorder.note(
    `${name}: what is protected stays`,
    [`${kept.length} resources, taken out of the state`, ...kept].join("\n"),
  );
}
