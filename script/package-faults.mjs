// Prints, as a JSON list, what publint and Are The Types Wrong find in a packed package. A process
// of its own, as both are ES modules, which jest doesn't load.
// Usage: node script/package-faults.mjs <package.tgz>
import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const [file] = process.argv.slice(2);
if (!file) throw new Error("usage: node script/package-faults.mjs <package.tgz>");
const tarball = readFileSync(file);

const { messages, pkg } = await publint({
  pack: { tarball: Uint8Array.from(tarball).buffer },
  strict: true,
});
const { problems = [] } = await checkPackage(
  createPackageFromTarballData(Uint8Array.from(tarball)),
);
const faults = [
  ...messages.map((message) => formatMessage(message, pkg, { color: false })),
  ...problems.map((problem) => JSON.stringify(problem)),
];
console.log(JSON.stringify(faults, null, 2));
