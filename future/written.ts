import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { differences, type Difference } from "./differences";

/** Where two synthesized folders differ: JSON by its values, all other files by their bytes. */
export function differencesOfFolders(before: string, after: string): readonly Difference[] {
  const files = new Set([...filesIn(before), ...filesIn(after)]);
  return [...files].flatMap((file) =>
    differences(contentOf(path.join(before, file)), contentOf(path.join(after, file))).map(
      (difference) => (difference.path === "" ? { ...difference, path: file } : difference),
    ),
  );
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));

function contentOf(file: string): unknown {
  if (!existsSync(file)) return undefined;
  return file.endsWith(".json")
    ? (JSON.parse(readFileSync(file, "utf8")) as unknown)
    : readFileSync(file, "base64");
}
