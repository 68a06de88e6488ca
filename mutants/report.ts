import type { Harmless } from "./explain";
import type { Tried, Outcome, Named } from "./outcome";
import { KIND_NAMES, kindOf } from "./kinds";

export interface ConfigReport {
  readonly config: string;
  readonly tried: readonly Tried[];
  readonly outcome: Outcome;
  /** Of the stacks before anything is spoiled: what hides mutants. */
  readonly unproved: readonly string[];
  readonly seconds: number;
}

export interface Report {
  readonly configs: readonly ConfigReport[];
  /** Reasons that no survivor needs; empty where not all mutants were tried. */
  readonly stale: readonly Harmless[];
}

export const isClean = ({ configs, stale }: Report): boolean =>
  stale.length === 0 &&
  configs.every(({ outcome, unproved }) => outcome.survivors.length === 0 && unproved.length === 0);

export const textOf = ({ configs, stale }: Report): string =>
  [...configs.flatMap(configText), ...listed("Reasons that nothing needs", stale.map(reasonText))]
    .join("\n")
    .concat("\n");

function configText({ config, tried, outcome, unproved, seconds }: ConfigReport): string[] {
  const { mutants, noticed, crashed, harmless, survivors } = outcome;
  return [
    `${config}: ${mutants} mutants in ${Math.round(seconds)} s: ${noticed} noticed, ` +
      `${harmless} harmless, ${survivors.length} survive`,
    ...table(tried, survivors),
    ...listed("Not proved before anything was spoiled", unproved),
    ...listed(
      "Noticed by an error instead of a broken hop",
      grouped(
        crashed.map(({ mutant }) => mutant),
        (mutant, index) => `${shapeOf(mutant)}: ${whyOf(crashed[index])}`,
      ),
    ),
    ...listed("Nobody noticed, and nobody says why", grouped(survivors, shapeOf)),
    "",
  ];
}

const whyOf = (tried: Tried | undefined): string => (tried?.notice.noticed ? tried.notice.by : "");

function table(tried: readonly Tried[], survivors: readonly Named[]): string[] {
  const surviving = new Set(survivors.map(({ id }) => id));
  return KIND_NAMES.flatMap((kind) => {
    const found = tried.filter(({ mutant }) => kindOf(mutant) === kind);
    if (found.length === 0) return [];
    const noticed = found.filter(({ notice }) => notice.noticed).length;
    const left = found.filter(({ mutant }) => surviving.has(mutant.id)).length;
    const harmless = found.length - noticed - left;
    return [`  ${kind.padEnd(24)}${[found.length, noticed, harmless, left].map(column).join("")}`];
  });
}

const column = (value: number): string => String(value).padStart(8);

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : ["", `${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`)];

/** Likes once, with how many they are and where the first stands. */
function grouped(
  mutants: readonly Named[],
  shape: (mutant: Named, index: number) => string,
): string[] {
  const groups = new Map<string, Named[]>();
  for (const [index, mutant] of mutants.entries()) {
    const line = shape(mutant, index);
    groups.set(line, [...(groups.get(line) ?? []), mutant]);
  }
  return [...groups].map(([line, found]) => `${line} (${placesOf(found)})`).sort();
}

const placesOf = ([first, ...others]: readonly Named[]): string =>
  `${first?.stack ?? ""} ${first?.address ?? ""}${others.length > 0 ? ` and ${others.length} more` : ""}`;

/** What was done to which argument; the lines of a list are alike. */
const shapeOf = ({ type, at, change }: Named): string =>
  [type, at.replaceAll(/\[\d+\]/g, "[]"), change.replace(/^pointed at .*/, "pointed elsewhere")]
    .filter((part) => part !== "")
    .join(" ");

const reasonText = ({ type, at, change, why }: Harmless): string =>
  [type, at, change ?? "", `(${why})`].filter((part) => part !== "").join(" ");

/** `bucket-warden/mutants/1` */
export const jsonOf = ({ configs, stale }: Report): string =>
  JSON.stringify(
    {
      schema: "bucket-warden/mutants/1",
      configs: configs.map(({ config, outcome, unproved, seconds }) => ({
        config,
        seconds,
        mutants: outcome.mutants,
        noticed: outcome.noticed,
        crashed: outcome.crashed.map(({ mutant }) => mutant.id),
        harmless: outcome.harmless,
        survivors: outcome.survivors.map(({ id }) => id),
        unproved,
      })),
      stale,
    },
    null,
    2,
  );
