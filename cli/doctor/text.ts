import { shown } from "../ledger/words";
import { type Paint } from "../progress/paint";
import { type Diagnosis, type Finding, type ReturnedCanary } from "./finding";

export function diagnosisText(
  { examined, stacks, findings, canaries = [] }: Diagnosis,
  paint: Paint,
): string {
  const looked = `${counted(examined, "part")} of ${counted(stacks.length, "stack")} looked at`;
  const returned = canaries.map((canary) => `${paint("green", "✓")} ${returnOf(canary)}`);
  if (findings.length === 0)
    return [...returned, `${paint("green", "✓")} Everything is fine: ${looked}.`, ""].join("\n");
  const lines = findings.flatMap((finding) => linesOf(finding, paint));
  return [...returned, ...lines, `${counted(findings.length, "finding")}; ${looked}.`, ""].join(
    "\n",
  );
}

const returnOf = ({ stack, severity, seconds }: ReturnedCanary): string =>
  `canary ${stack} ${severity}: back in ${seconds} s`;

const linesOf = (
  { check, stack, accountId, region, subject, what, remedy }: Finding,
  paint: Paint,
) => [
  `${paint("red", "✗")} ${paint("bold", `${check} ${shown(subject)}`)}: ${oneLine(what)}`,
  paint("dim", `    ${stack}, account ${accountId}, ${region}`),
  `    → ${oneLine(remedy)}`,
];

/** AWS's own messages stand in it: nothing in them moves a terminal's cursor. */
const oneLine = (said: string): string => said.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
