import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXCHANGED, type Variant } from "./variants";

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

const TODAY = "today";

/**
 * Copies the project as it is into `scratch`, where Node finds its packages one folder higher.
 * @param files relative to the project
 * @returns the copy's folder
 */
export function layOutToday(project: string, files: readonly string[], scratch: string): string {
  symlinkSync(path.join(project, "node_modules"), path.join(scratch, "node_modules"), "dir");
  const copy = path.join(scratch, TODAY);
  for (const file of files) {
    const source = path.join(project, file);
    // The index may still name what the work tree no longer has.
    if (existsSync(source)) cpSync(source, path.join(copy, file));
  }
  return copy;
}

/** The same project beside it, to be installed with the variant's packages. */
export function layOut(variant: Variant, today: string): string {
  const copy = path.join(path.dirname(today), variant.name);
  cpSync(today, copy, { recursive: true });
  rmSync(path.join(copy, "package-lock.json"), { force: true });
  const manifest = path.join(copy, "package.json");
  const read = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  writeFileSync(manifest, `${JSON.stringify(manifestFor(variant, read), null, 2)}\n`);
  return copy;
}

/** Nothing is left to be installed but what is exchanged; all else is the project's own. */
export function manifestFor({ packages, overrides }: Variant, manifest: Manifest): object {
  const own: Record<string, string | undefined> = Object.fromEntries(
    EXCHANGED.map((name) => [name, manifest.devDependencies[name]]),
  );
  return {
    ...manifest,
    dependencies: {},
    devDependencies: { ...own, ...packages },
    peerDependencies: {},
    peerDependenciesMeta: {},
    overrides,
  };
}
