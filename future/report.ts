import { type Difference } from "./differences";
import { isFine, type Trial } from "./trial";

export const textOf = (trials: readonly Trial[]): string => trials.map(trialText).join("\n");

function trialText(trial: Trial): string {
  const { variant, title, passed, expected, strange, missing, failure } = trial;
  const lines = [
    `${isFine(trial) ? "fine " : "WRONG"} ${variant}: ${title}`,
    `      ${passed.join(", ")}; ${expected} expected differences, ${strange.length} others`,
    ...strange.map((difference) => `      unexpected: ${differenceText(difference)}`),
    ...missing.map((difference) => `      expected and not found: ${differenceText(difference)}`),
    ...(failure ? [`      failed: ${failure.command}`, failure.output] : []),
  ];
  return `${lines.join("\n")}\n`;
}

const differenceText = ({ path, before, after }: Difference): string =>
  `${path}: ${valueText(before)} -> ${valueText(after)}`;

const valueText = (value: unknown): string =>
  value === undefined ? "nothing" : JSON.stringify(value).slice(0, LONGEST);

/** Dashboards are whole documents. */
const LONGEST = 200;
