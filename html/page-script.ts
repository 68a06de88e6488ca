import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { BUILT, packageRoot } from "../config/package-root";

/** Of each page: its script's sources, and what the installed package has in their place, in `BUILT`. */
export const PAGE_SCRIPTS = {
  diagram: { source: "diagram/page/client/main.ts", built: "diagram-page.js" },
  report: { source: "cli/report/client/main.ts", built: "report-page.js" },
} as const;

export type PageName = keyof typeof PAGE_SCRIPTS;
export const PAGE_NAMES = Object.keys(PAGE_SCRIPTS) as PageName[];

/** The script of a page, small and in one piece: of the sources where they are. */
export function pageScript(page: PageName, root = packageRoot()): string {
  const { source, built } = PAGE_SCRIPTS[page];
  const file = path.join(root, source);
  return existsSync(file) ? bundled(file) : readFileSync(path.join(root, BUILT, built), "utf8");
}

function bundled(source: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    target: "es2022",
    platform: "browser",
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
