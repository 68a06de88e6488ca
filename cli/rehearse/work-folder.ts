import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../config/package-root";

/**
 * Where the runs go: beside the sources in a checkout, else in the folder of the package's user,
 * who is spared a line in .gitignore.
 */
export function workFolder(root = packageRoot(), working = process.cwd()): string {
  // As bin/warden.mjs tells them apart: the package has no sources.
  const isCheckout = existsSync(path.join(root, "script", "start.mjs"));
  const folder = path.join(isCheckout ? root : working, ".rehearsal");
  const ignored = path.join(folder, ".gitignore");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(ignored)) writeFileSync(ignored, "*\n");
  return folder;
}
