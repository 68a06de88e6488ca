import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../config/package-root";

/** What a fresh clone holds behind `npm ci`, with changes that aren't committed yet. */
export function copyProject(to: string): void {
  const root = packageRoot();
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0");
  for (const file of files.filter((name) => name !== "" && existsSync(path.join(root, name)))) {
    cpSync(path.join(root, file), path.join(to, file));
  }
  // Hard links: `npm ci` in the clone takes away what is the clone's, as it wouldn't behind a symbolic one.
  const packages = path.join(root, "node_modules");
  for (const how of ["-al", "-a"]) {
    if (spawnSync("cp", [how, packages, to]).status === 0) return;
  }
  throw new Error(`${packages} can't be copied to ${to}`);
}
