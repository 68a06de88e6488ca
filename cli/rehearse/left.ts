import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { type Backstage } from "./backstage";
import { keysOf } from "./keys";
import { protectedIn } from "./protected";

/** After the last destroy: each account is asked what it still has. */
export async function checkWhatIsLeft(backstage: Backstage): Promise<void> {
  const accounts = [...new Set(backstage.stacks.map(({ accountId }) => accountId))];
  for (const accountId of accounts) await checkAccount(backstage, accountId);
}

async function checkAccount(backstage: Backstage, accountId: string): Promise<void> {
  const expected = expectedIn(backstage, accountId);
  const found = await bucketsAndKeys(backstage, accountId);
  backstage.recorder.check(`Account ${accountId} keeps what is protected, and no more`, {
    ok: expected.join() === found.join(),
    expected: listed(expected),
    found: listed(found),
  });
}

const listed = (names: readonly string[]): string => names.join(", ") || "no bucket and no key";

function expectedIn({ stacks }: Backstage, accountId: string): string[] {
  const kept = stacks
    .filter((stack) => stack.accountId === accountId)
    .map(({ directory }) => protectedIn(directory));
  return [
    ...kept.flatMap(({ buckets }) => buckets),
    ...kept.flatMap(({ keyAliases }) => keyAliases),
  ].sort();
}

async function bucketsAndKeys(backstage: Backstage, accountId: string): Promise<string[]> {
  const operator = await backstage.operator(accountId);
  const { Buckets = [] } = await operator.s3.send(new ListBucketsCommand());
  const { emulator, config } = backstage;
  const keys = await keysOf({
    endpoint: emulator.url,
    region: config.homeRegion,
    accessKeyId: operator.credentials.accessKeyId,
  });
  return [...Buckets.flatMap(({ Name }) => Name ?? []), ...keys].sort();
}
