import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** A path to read, or why there is nothing to read at it. */
export type Found = { readonly file: string } | { readonly file: string; readonly fault: string };

const EVENT_FILE = /\.(json|jsonl|ndjson|log|gz)$/;

/** The files at the paths, folders with all below them in the order of their names. */
export function findFiles(paths: readonly string[]): Found[] {
  return paths.flatMap((given) => {
    const found = filesAt(given, true);
    return found.length > 0
      ? found
      : [{ file: given, fault: "the folder holds no file of events" }];
  });
}

/** What is named is read whatever it is called; what lies in a folder, by its name. */
function filesAt(file: string, isNamed: boolean): Found[] {
  try {
    if (statSync(file).isDirectory()) return filesIn(file);
    return isNamed || EVENT_FILE.test(file) ? [{ file }] : [];
  } catch (error) {
    return [{ file, fault: messageOf(error) }];
  }
}

function filesIn(folder: string): Found[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return (
    entries
      // A link to a folder may lead back to where it lies.
      .filter((entry) => !entry.isSymbolicLink() || EVENT_FILE.test(entry.name))
      .map(({ name }) => name)
      .sort()
      .flatMap((name) => filesAt(path.join(folder, name), false))
  );
}

/** What the file system says, without the error's kind: "ENOENT: no such file or directory, …". */
export const messageOf = (error: unknown): string => String(error).replace(/^\w*Error: /, "");
