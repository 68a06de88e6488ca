import { type Link } from "./alert-links";
import { adviceOn, whoLines } from "./alert-principal";
import {
  blockedIds,
  doneSteps,
  inShort,
  nothingTried,
  objectRemains,
  stepLine,
  undoneSteps,
} from "./alert-steps";
import { failedSteps, type Filing, type Step, type Steps } from "../outcome";
import { quote, shellWord } from "./quote";
import { type Upload } from "../events/upload";

export { quote } from "./quote";

export interface Episode {
  readonly uploads: number;
  readonly since: string;
}

export interface Telling {
  readonly upload: Upload;
  readonly steps: Steps;
  readonly late: boolean;
  readonly episode?: Episode;
}

export function title({ upload, steps, late, episode }: Telling): string {
  const what = episode
    ? `${episode.uploads} uploads to ${upload.bucket}, the last`
    : `upload to ${upload.bucket}`;
  return `${late ? "BLOCK DOES NOT HOLD: " : ""}${what} ${inShort(steps)}`;
}

const RETRIED =
  "The function is run again on its own for what failed. If an alarm about its dead-letter queue " +
  "follows, that did not help: do it by hand.";

type Advice = readonly [
  applies: (telling: Telling) => boolean,
  say: (telling: Telling, advice: string) => string,
];

const warningIn = ({ contain }: Steps) =>
  contain.status === "blocked" ? contain.warning : undefined;

/** What a person has to do, the most urgent first. */
const ADVICE: readonly Advice[] = [
  [
    ({ late }) => late,
    (_, advice) =>
      `The block doesn't hold: this upload succeeded after it had had time to take effect. ${advice}`,
  ],
  [
    ({ steps }) => steps.contain.status === "no-room",
    () =>
      "The bucket policy is full and the writer can write again: release blocks that are settled " +
      "(npx warden incidents --blocked shows them), or delete principals that need not exist.",
  ],
  [
    ({ steps }) => failedSteps(steps).length > 0,
    ({ steps }) => `Failed: ${failedSteps(steps).join(", ")}. ${RETRIED}`,
  ],
  [
    ({ steps }) => nothingTried(steps),
    () => "Judge whether the upload was right; nothing was changed.",
  ],
  [
    ({ steps }) => objectRemains(steps) && !nothingTried(steps),
    () => "The object is still in the bucket: see why above, and keep readers away from it.",
  ],
  [
    ({ steps }) => steps.contain.status === "impossible",
    (_, advice) => `The writer can write again: take away what let it in. ${advice}`,
  ],
  [
    ({ steps }) => warningIn(steps) !== undefined,
    ({ steps }) => `The bucket policy is filling up: ${quote(warningIn(steps) ?? "")}.`,
  ],
  [
    ({ steps }) => steps.contain.status === "released",
    () => "The writer's block was lifted after this upload: nothing is left to do about it.",
  ],
  [
    ({ steps }) => blockedIds(steps).length > 0,
    () =>
      "Find out why this writer had access. Lift the block once that is settled, by the command " +
      "below.",
  ],
];

export function nextStep(telling: Telling, region: string): string {
  const [advice = ""] = adviceOn(telling.upload, region);
  return ADVICE.filter(([applies]) => applies(telling))
    .map(([, say]) => say(telling, advice))
    .join(" ");
}

/** Lifts each entry that the incident leads to. */
export const releaseCommands = (steps: Steps, workload: string): readonly string[] =>
  blockedIds(steps).map(
    (userId) =>
      `npx warden release --workload ${shellWord(workload)} ` +
      `--user-id ${shellWord(userId)} --reason '<why>'`,
  );

export interface Where {
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  readonly bucket: string;
}

export const whereLines = ({ account, region, bucket }: Where): readonly string[] => [
  `Account: ${quote(account.name)} (${account.id}), ${region}`,
  `Bucket: ${quote(bucket)}`,
];

export type Section = readonly [heading: string, lines: readonly string[]];

/** Headings with their lines; a section without lines is left out. */
export function layOut(opening: string, sections: readonly Section[]): string {
  const told = sections.filter(([, lines]) => lines.length > 0);
  const blocks = told.map(([heading, lines]) =>
    [heading, ...lines.map((line) => `  ${line}`)].join("\n"),
  );
  return [opening, ...blocks, ""].join("\n\n").trimEnd() + "\n";
}

export interface Ending {
  readonly incident: string;
  readonly nextStep: string;
  readonly commands: readonly string[];
  readonly links: readonly Link[];
}

export const ending = ({ incident, nextStep, commands, links }: Ending): readonly Section[] => [
  ["What to do now:", [nextStep]],
  ["Commands:", commands],
  ["Links:", links.map(({ title, url }) => `${title}: ${url}`)],
  ["Incident:", [quote(incident)]],
];

const FILINGS: Readonly<Record<Filing["status"], string>> = {
  filed: "in Security Hub",
  impossible: "not in Security Hub",
  failed: "FAILED to reach Security Hub",
};

function filingLine(filing: Filing): string {
  const { status, ...details } = filing;
  return `Finding: ${[FILINGS[status], ...Object.values(details).map(quote)].join(", ")}`;
}

export interface IncidentTold extends Telling, Where, Ending {
  readonly filing?: Filing;
  readonly seconds: number | null;
}

export function incidentText(told: IncidentTold): string {
  const { upload, steps, episode, filing, seconds, region } = told;
  const took = seconds === null ? "not known" : `${seconds} s from the upload to this alert`;
  const spread = episode
    ? [
        `Uploads so far: ${episode.uploads}, since ${quote(episode.since)}; this is the last of them`,
      ]
    : [];
  const said = (which: readonly Step[]) => which.map((step) => stepLine(step, steps));
  const filed = filing ? [filingLine(filing)] : [];
  return layOut("Somebody who may not do so uploaded an object into a guarded bucket.", [
    ["What happened:", [...whereLines(told), ...uploadLines(upload), ...spread]],
    ["Who:", whoLines(upload.principal)],
    ["What was done:", [...said(doneSteps(steps)), ...filed, `Took: ${took}`]],
    ["What was not done:", said(undoneSteps(steps))],
    ["About this kind of writer:", adviceOn(upload, region)],
    ...ending(told),
  ]);
}

const uploadLines = ({ key, versionId, sourceIp, time, how }: Upload): readonly string[] => [
  `Key: ${quote(key)}`,
  `Version: ${versionId ? quote(versionId) : "not known"}`,
  `From: ${sourceIp ? quote(sourceIp) : "not known"}`,
  `When: ${quote(time)}, by ${quote(how)}`,
];
