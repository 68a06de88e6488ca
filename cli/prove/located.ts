import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

export interface Located {
  /** A file, also where a folder was given. */
  readonly file: string;
  /** Counted from 1; absent where the address isn't found. */
  readonly line?: number;
}

/**
 * Where an address is declared in Terraform JSON.
 * @param file or a module's folder
 * @param where `audit aws_sns_topic.Alerts_91F83244`, or a stack's name alone
 */
export function located(file: string, where: string): Located {
  const address = where.slice(where.lastIndexOf(" ") + 1);
  for (const one of filesOf(file)) {
    const line = lineOf(readFileSync(one, "utf8"), address);
    if (line !== undefined) return { file: one, line };
  }
  return { file };
}

function filesOf(file: string): readonly string[] {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [file] : [];
  return readdirSync(file)
    .filter((name) => name.endsWith(".tf.json"))
    .map((name) => path.join(file, name));
}

/** The line of the id, behind the line of its type. */
export function lineOf(json: string, address: string): number | undefined {
  const [, type, id] = /^(?:data\.)?([^.]+)\.(.+)$/.exec(address) ?? [];
  if (type === undefined || id === undefined) return undefined;
  const root = json.indexOf(address.startsWith("data.") ? '"data":' : '"resource":');
  const ofType = json.indexOf(`${JSON.stringify(type)}:`, Math.max(root, 0));
  const at = ofType < 0 ? -1 : json.indexOf(`${JSON.stringify(id)}:`, ofType);
  return at < 0 ? undefined : json.slice(0, at).split("\n").length;
}
