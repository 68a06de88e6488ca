import { Command, Option } from "commander";
import { NODE_TESTS, NODE_VERSIONS } from "./node-versions";

export interface NodeOptions {
  readonly node: readonly string[];
  readonly allTests: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npm run nodes                        ${NODE_VERSIONS.join(", ")}
  $ npm run nodes -- --node 24.21.0      one version, in full
  $ npm run nodes -- --all-tests         all quick tests on each; minutes

On each: the stacks of both configurations, byte for byte, warden --help, warden prove, and tests:
  ${NODE_TESTS.join("\n  ")}

The binaries come from the npm registry (package node), into a temporary folder.

Exit codes: 0 all do the same; 1 one doesn't; 2 bad option; 130 interrupted.
`;

/** @throws CommanderError, which has been told on standard error, also for `--help` */
export const readNodeOptions = (args: readonly string[]): NodeOptions =>
  new Command("npm run nodes --")
    .description(
      "Runs what doesn't need the archived cdktf command line on other versions of Node.",
    )
    .addOption(
      new Option("--node <version...>", "only these").default(
        NODE_VERSIONS,
        NODE_VERSIONS.join(" "),
      ),
    )
    .option("--all-tests", "all quick tests, instead of a few", false)
    .option("--json", "the result as JSON, and nothing else on standard output", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .parse(args, { from: "user" })
    .opts();
