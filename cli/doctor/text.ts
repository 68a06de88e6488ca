import { shown } from "../ledger/words";
import { type Paint } from "../progress/paint";
import { type Diagnosis, type Finding } from "./finding";

export function diagnosisText({ examined, stacks, findings }: Diagnosis, paint: Paint): string {
  const looked = `${counted(examined, "part")} of ${counted(stacks.length, "stack")} looked at`;
  if (findings.length === 0) return `${paint("green", "✓")} Everything is fine: ${looked}.\n`;
  const lines = findings.flatMap((finding) => linesOf(finding, paint));
  return [...lines, `${counted(findings.length, "finding")}; ${looked}.`, ""].join("\n");
}

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
