import path from "node:path";
import { Command, Option } from "commander";
import { packageVersion } from "../config/package-root";
import { PARTS } from "../proof/parts";
import { type DiagramFlags } from "./commands/diagram";
import { type DoctorFlags } from "./commands/doctor";
import { type IncidentsFlags } from "./commands/incidents";
import { type ProveFlags } from "./commands/prove";
import { type RehearseFlags } from "./commands/rehearse";
import { type ReleaseFlags } from "./commands/release";
import { type ReplayFlags } from "./commands/replay";
import { type StacksFlags } from "./commands/stacks";
import { type SynthFlags } from "./commands/synth";
import { EXAMPLES, EXIT_CODES } from "./help";
import {
  configOption,
  jsonOption,
  onlyOption,
  type OnExit,
  quietOption,
  workersOption,
  workloadOption,
} from "./options";
import { addStarting } from "./starting";

const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** The commands; each loads what it needs only when it is called, so that help comes at once. */
export function createProgram(onExit: OnExit): Command {
  const program = new Command("warden")
    .description("Guards production S3 buckets across AWS accounts.")
    .version(packageVersion(), "-V, --version", "print the version")
    .addHelpText("after", EXAMPLES.warden + EXIT_CODES)
    .exitOverride();
  addStarting(program, onExit);
  addBuilding(program, onExit);
  addStacks(program, onExit);
  addProve(program, onExit);
  addReplay(program, onExit);
  addLedger(program, onExit);
  addDoctor(program, onExit);
  addDiagram(program, onExit);
  return program;
}

function addBuilding(program: Command, onExit: OnExit): void {
  program
    .command("synth")
    .description("write the stacks of the configuration, and print them")
    .addOption(configOption())
    .addOption(onlyOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.synth + EXIT_CODES)
    .action(async (flags: SynthFlags) => {
      const { synthCommand } = await import("./commands/synth.js");
      onExit(await synthCommand(flags));
    });
  program
    .command("rehearse")
    .description("deploy to an emulator, play an intrusion, check, and take everything down again")
    .addOption(configOption())
    .option("--keep", "leave everything standing until Ctrl-C, instead of destroying it")
    .option("--report <file>", "where the report goes", path.join(".rehearsal", "report.html"))
    .option("--verbose", "show the emulator's log as well")
    .addOption(jsonOption())
    .addOption(quietOption("of the timeline only what is wrong"))
    .addHelpText("after", EXAMPLES.rehearse + EXIT_CODES)
    .action(async (flags: RehearseFlags) => {
      const { rehearseCommand } = await import("./commands/rehearse.js");
      onExit(await rehearseCommand(flags));
    });
}

function addStacks(program: Command, onExit: OnExit): void {
  program
    .command("stacks")
    .description("list the stacks: accounts, regions, order and folders; writes nothing")
    .addOption(configOption())
    .addOption(onlyOption())
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES.stacks + EXIT_CODES)
    .action(async (flags: StacksFlags) => {
      const { stacksCommand } = await import("./commands/stacks.js");
      onExit(stacksCommand(flags));
    });
}

function addProve(program: Command, onExit: OnExit): void {
  program
    .command("prove")
    .description(
      "prove from the stacks alone that every alert arrives and every permission is just enough",
    )
    .addOption(configOption())
    .option("--skip-synth", "prove the stacks as they lie there, instead of writing them anew")
    .option(
      "--also <path...>",
      "Terraform JSON that is deployed beside them: files, folders, name=path",
    )
    .addOption(new Option("--family <name...>", "only this part of the proof").choices(PARTS))
    .option("--workload <name...>", "only the paths of this workload")
    .addOption(workersOption())
    .option("--sarif <file>", "also write what isn't proved as SARIF, for code scanning")
    .addOption(jsonOption())
    .addOption(quietOption("of what is proved only the summary"))
    .addHelpText("after", EXAMPLES.prove + EXIT_CODES)
    .action(async (flags: ProveFlags) => {
      const { proveCommand } = await import("./commands/prove.js");
      onExit(await proveCommand(flags));
    });
}

function addReplay(program: Command, onExit: OnExit): void {
  program
    .command("replay")
    .description("say what the responder would do about recorded events, and why; without AWS")
    .argument("<file...>", "files and folders of events")
    .addOption(configOption())
    .option("--user-id <arn=id>", "the unique id behind an ARN; may be repeated", collect)
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.replay + EXIT_CODES)
    .action(async (files: string[], flags: ReplayFlags) => {
      const { replayCommand } = await import("./commands/replay.js");
      onExit(await replayCommand(files, flags));
    });
}

function addLedger(program: Command, onExit: OnExit): void {
  program
    .command("incidents")
    .description("list and show a workload's incidents, and who is blocked")
    .argument("[id]", "one incident, to show all that is known of it")
    .addOption(configOption())
    .addOption(workloadOption())
    .option("--blocked", "list who is blocked instead")
    .option("--limit <count>", "how many at most", "50")
    .option("--since <time>", "no older ones: 90m, 24h, 7d, or a time in ISO 8601")
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.incidents + EXIT_CODES)
    .action(async (id: string | undefined, flags: IncidentsFlags) => {
      const { incidentsCommand } = await import("./commands/incidents.js");
      onExit(await incidentsCommand(id, flags));
    });
  program
    .command("release")
    .description("lift a block: in the ledger, the bucket policy and IAM")
    .addOption(configOption())
    .addOption(workloadOption())
    .requiredOption("--user-id <id>", "the blocked entry, as the alert names it")
    .requiredOption("--reason <text>", "why; kept in the ledger with the caller's ARN")
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.release + EXIT_CODES)
    .action(async (flags: ReleaseFlags) => {
      const { releaseCommand } = await import("./commands/release.js");
      onExit(await releaseCommand(flags));
    });
}

function addDoctor(program: Command, onExit: OnExit): void {
  program
    .command("doctor")
    .description(
      "look at everything that is deployed for what fails in silence, and say the remedy",
    )
    .addOption(configOption())
    .addOption(onlyOption())
    .option("--canary", "send a test event down each alert path, and wait till it has come back")
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.doctor + EXIT_CODES)
    .action(async (flags: DoctorFlags) => {
      const { doctorCommand } = await import("./commands/doctor.js");
      onExit(await doctorCommand(flags));
    });
}

function addDiagram(program: Command, onExit: OnExit): void {
  program
    .command("diagram")
    .description("draw accounts, what is in them, and by which events and permissions it works")
    .addOption(configOption())
    .option("--skip-synth", "draw the stacks as they lie there, instead of writing them anew")
    .option("--out <file>", ".html or .svg (default: warden-diagram.html)")
    .addOption(onlyOption("draw these stacks in full"))
    .addOption(jsonOption("with --out, draw it as well"))
    .addOption(quietOption())
    .addHelpText("after", EXAMPLES.diagram + EXIT_CODES)
    .action(async (flags: DiagramFlags) => {
      const { diagramCommand } = await import("./commands/diagram.js");
      onExit(await diagramCommand(flags));
    });
}
