/**
 * Makes `dist/`, what the package has beside `bin/` (docs/adr/0020-what-the-package-is.md): the
 * library as modules with types, the command as one bundle, the responder's archive, the scripts of
 * the pages.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { buildSync } from "esbuild";
import { BUILT, packageRoot } from "../config/package-root";
import { buildResponderArchive } from "../constructs/responder-archive";
import { PAGE_NAMES, PAGE_SCRIPTS, pageScript } from "../html/page-script";

const root = packageRoot();
const dist = path.join(root, BUILT);

rmSync(dist, { recursive: true, force: true });
const compiler = createRequire(path.join(root, "package.json")).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
// One file, as threads run the file that started them.
buildSync({
  absWorkingDir: root,
  entryPoints: ["cli/warden.ts"],
  outfile: path.join(dist, "warden.cjs"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "error",
});
const archive = buildResponderArchive();
copyFileSync(archive.path, path.join(dist, path.basename(archive.path)));
for (const page of PAGE_NAMES)
  writeFileSync(path.join(dist, PAGE_SCRIPTS[page].built), pageScript(page));
