import { walk, type WalkedPath } from "../../proof/path";
import { isOfWorkload, type PathSource, scopesOf } from "../../proof/scope";
import { type Changeable, type ChangeableJson, one, type Proven, remove } from "./proof";

/** The path of one source with this id, or those below it, of whichever scope; no other is walked. */
export async function walked(
  { shared, ofWorkload }: PathSource,
  { config, stacks }: Proven,
  beginning = "",
): Promise<readonly WalkedPath[]> {
  const below = beginning === "" || beginning.endsWith("/") ? beginning : `${beginning}/`;
  const found: WalkedPath[] = [];
  for (const scope of scopesOf(config, stacks)) {
    const paths = isOfWorkload(scope) ? ofWorkload?.(scope) : shared?.(scope);
    for (const path of paths ?? []) {
      if (`${path.id}/`.startsWith(below)) found.push(await walk(path));
    }
  }
  return found;
}

/** `holds`, or the first hop that doesn't: `<verdict>: <what must be>: <because>`. */
export async function outcome(
  source: PathSource,
  proven: Proven,
  beginning: string,
): Promise<string> {
  const paths = await walked(source, proven, beginning);
  if (paths.length === 0) return `no path ${beginning}`;
  const hop = paths.find(({ verdict }) => verdict !== "holds")?.hops.at(-1);
  return hop ? `${hop.verdict}: ${hop.what}: ${hop.because}` : "holds";
}

type Statement = Record<string, unknown>;

/** The policy text with one statement changed; undefined takes it out. */
function withStatement(
  policy: unknown,
  sid: string,
  change: (statement: Statement) => Statement | undefined,
): string {
  const document = JSON.parse(String(policy)) as { Statement: Statement[] };
  const at = document.Statement.findIndex((statement) => statement.Sid === sid);
  const found = document.Statement[at];
  if (!found) throw new Error(`no statement ${sid}`);
  const changed = change(found);
  document.Statement.splice(at, 1, ...(changed ? [changed] : []));
  return JSON.stringify(document);
}

export type Change = (json: ChangeableJson) => void;

export const setTo =
  (type: string, id: string, argument: string, value: unknown): Change =>
  (json) => {
    one(json, type, id)[argument] = value;
  };

export const without =
  (type: string, id: string, argument: string): Change =>
  (json) => {
    Reflect.deleteProperty(one(json, type, id), argument);
  };

export const gone =
  (type: string, id: string): Change =>
  (json) => {
    remove(json, type, id);
  };

/** One statement of a policy argument changed, or taken out. */
export const restated =
  (
    [type, id, argument = "policy"]: readonly [type: string, id: string, argument?: string],
    sid: string,
    change: (statement: Statement) => Statement | undefined,
  ): Change =>
  (json) => {
    const resource = one(json, type, id);
    resource[argument] = withStatement(resource[argument], sid, change);
  };

/** A text of an argument replaced wherever it stands in it. */
export const replaced =
  (type: string, id: string, [argument, from, to]: readonly [string, string, string]): Change =>
  (json) => {
    const resource = one(json, type, id);
    resource[argument] = JSON.parse(
      JSON.stringify(resource[argument]).replaceAll(from, to),
    ) as unknown;
  };

/** One resource more, made from what the stack has. */
export const added =
  (type: string, make: (json: ChangeableJson) => Changeable): Change =>
  (json) => {
    json.resource[type] = { ...json.resource[type], Added: make(json) };
  };
