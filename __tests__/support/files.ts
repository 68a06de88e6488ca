import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every file below, by its path from there, with its bytes as text. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .sort()
      .map((file) => [path.relative(folder, file), readFileSync(file, "latin1")]),
  );
