import { aligned } from "../aligned";
import { secondsOf, type Step } from "./critical-path";
import { type GroupReport } from "./measure";
import { type PhaseReport } from "./phases";

export interface TerraformReport {
  readonly terraformVersion: string;
  readonly providerVersion: string;
  readonly membership: string;
  /** The stacks that workloads need before, each alone; then the workloads. */
  readonly groups: readonly GroupReport[];
}

export const terraformTable = ({
  terraformVersion,
  providerVersion,
  membership,
  groups,
}: TerraformReport): string =>
  [
    `Terraform ${terraformVersion}, AWS provider ${providerVersion}, ${membership}`,
    ...groups.map(groupTable),
  ].join("\n\n");

function groupTable({ stacks, atOnce, resources, ...group }: GroupReport): string {
  const [first = ""] = stacks;
  const title =
    stacks.length === 1 ? `${first}, ` : `${stacks.length} stacks, ${atOnce} at a time, `;
  return [
    `${title}${resources} resources`,
    ...phaseTable(group.phases),
    "",
    ...group.phases.filter(({ calls }) => total(calls) > 0).map(callLine),
    "",
    "slowest resources",
    ...stepLines(group.slowest),
    "",
    `critical path, ${seconds(secondsOf(group.criticalPath))}`,
    ...stepLines(group.criticalPath),
    ...group.changing.map((name) => `NOT EMPTY: the second plan of ${name}`),
  ].join("\n");
}

const phaseTable = (phases: readonly PhaseReport[]): string[] =>
  aligned([
    ["phase", "wall", "processor", "peak", "of its own", "calls"],
    ...phases.map(({ phase, wallSeconds, cpuSeconds, peak, calls }) => [
      phase,
      seconds(wallSeconds),
      seconds(cpuSeconds),
      `${peak.megabytes.toFixed(0)} MB`,
      `${peak.ownMegabytes.toFixed(0)} MB`,
      String(total(calls)),
    ]),
  ]);

const callLine = ({ phase, calls }: PhaseReport): string =>
  `calls of ${phase}: ${Object.entries(calls)
    .map(([service, count]) => `${service} ${count}`)
    .join(", ")}`;

const stepLines = (steps: readonly Step[]): string[] =>
  aligned(steps.map(({ address, seconds: took }) => [seconds(took), address]));

const seconds = (count: number): string => `${count.toFixed(1)} s`;

const total = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);
