import { FAMILIES, type Family, type HopVerdict } from "../../proof/path";
import type { Paint } from "../progress/paint";
import { located } from "./located";
import type { ScopeReport, ToldInvariant } from "./report";
import { emptyFamilies, type Summary } from "./summary";
import type { Place, ToldHop, ToldMend, ToldPath } from "./told";

const MARKS: Readonly<Record<HopVerdict, string>> = { holds: "✓", broken: "✗", unknown: "?" };

const mark = (verdict: HopVerdict, paint: Paint): string =>
  paint(verdict === "holds" ? "green" : "red", MARKS[verdict]);

/** What stands in the stacks doesn't move a terminal's cursor. */
const oneLine = (said: string): string => said.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, " ");

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

export interface TextReport {
  scope(report: ScopeReport): string;
  end(summary: Summary, asked: string | undefined): string;
}

export interface TextOptions {
  readonly paint: Paint;
  /** Leaves out what holds and what is let pass. @default false */
  readonly quiet?: boolean;
}

/** A line a path, scope by scope; what isn't proved with the first step that doesn't hold. */
export function textReport({ paint, quiet = false }: TextOptions): TextReport {
  // Many paths share a step: it is told once.
  const told = new Map<string, string>();
  const unresolved: string[] = [];
  const violated: ToldInvariant[] = [];
  const suppressed = new Map<string, ToldInvariant[]>();
  return {
    scope: (report) => {
      unresolved.push(...report.unresolved.map(unresolvedLine));
      for (const one of report.invariants) {
        if (one.verdict === "violating") violated.push(one);
        else
          suppressed.set(suppressionOf(one), [...(suppressed.get(suppressionOf(one)) ?? []), one]);
      }
      return lines(scopeLines(report, { paint, quiet, told }));
    },
    end: (summary, asked) =>
      lines([
        ...ruleLines(
          summary,
          [
            ...violated.flatMap((one) => violatedLines(one, paint)),
            ...(quiet ? [] : [...suppressed.entries()]).map(([key, at]) =>
              suppressedLine(key, at, paint),
            ),
          ],
          paint,
        ),
        ...(unresolved.length > 0 ? [paint("bold", "Not resolved"), ...unresolved, ""] : []),
        closing(summary, paint),
        ...(asked === undefined ? [] : [`Only ${asked} was asked for.`]),
      ]),
  };
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

interface Telling extends Required<TextOptions> {
  readonly told: Map<string, string>;
}

function scopeLines({ workload, paths }: ScopeReport, telling: Telling): readonly string[] {
  const { paint } = telling;
  const families = FAMILIES.flatMap((family) =>
    familyLines(
      family,
      paths.filter((path) => path.family === family),
      telling,
    ),
  );
  const heading = workload === undefined ? "What the accounts share" : `Workload ${workload}`;
  return families.length === 0 ? [] : [paint("bold", heading), ...families, ""];
}

function familyLines(
  family: Family,
  paths: readonly ToldPath[],
  { paint, quiet, told }: Telling,
): readonly string[] {
  const open = paths.filter(({ verdict }) => verdict !== "holds");
  const shown = quiet ? open : paths;
  return shown.length === 0
    ? []
    : [
        `  ${paint("bold", family)} ${paths.length - open.length} of ${paths.length}`,
        ...shown.flatMap((path) => pathLines(path, paint, told)),
      ];
}

function pathLines(path: ToldPath, paint: Paint, told: Map<string, string>): readonly string[] {
  const { id, title, verdict, hops } = path;
  const line = `    ${mark(verdict, paint)} ${oneLine(title)}`;
  if (verdict === "holds") return [line];
  const last = hops.at(-1);
  const key = JSON.stringify(last);
  const before = told.get(key);
  told.set(key, before ?? id);
  const rest =
    before === undefined ? [id, ...hopLines(last, hops.length - 1)] : [`${id}: as in ${before}`];
  return [line, ...rest.map((text) => `        ${text}`)];
}

function hopLines(hop: ToldHop | undefined, held: number): readonly string[] {
  if (!hop) return ["nothing was shown: the path has no step"];
  const { what, verdict, because, where, mend = [] } = hop;
  const isShown = where !== undefined && !mend.some((one) => one.where === where);
  const before = held > 0 ? `${counted(held, "step")} before it hold${held === 1 ? "s" : ""}` : "";
  return [
    `${verdict === "unknown" ? "not known" : "broken"}: ${oneLine(what)}`,
    `because ${oneLine(withoutEcho(what, because))}`,
    ...(before === "" ? [] : [before]),
    ...(isShown ? placeLines("at", { ...hop, where }) : []),
    ...mend.flatMap(mendLines),
  ];
}

/** `a may b` and `a may not b because c`: the same thing need not be said twice. */
const withoutEcho = (what: string, because: string): string =>
  because.replace(`${what.replace(" may ", " may not ")} because `, "");

function placeLines(word: string, { where, file, source }: Place): readonly string[] {
  const found = file === undefined ? undefined : located(file, where);
  const position = found && (found.line === undefined ? found.file : `${found.file}:${found.line}`);
  return [
    `${word} ${where}`,
    ...[source, position].flatMap((text) => (text === undefined ? [] : [`   ${text}`])),
  ];
}

/** Arguments that hold a policy: what is missing there is a statement. */
const POLICY_ARGUMENTS: ReadonlySet<string> = new Set(["policy", "assume_role_policy", "content"]);

function mendLines(mend: ToldMend): readonly string[] {
  const { argument, add } = mend;
  const isStatement = POLICY_ARGUMENTS.has(argument);
  const value = isStatement ? add : { [argument]: add };
  const json = JSON.stringify(value, null, 2).split("\n");
  return [
    ...placeLines(
      isStatement ? `missing statement, in ${argument} of` : "missing argument, of",
      mend,
    ),
    ...json.map((line) => `   ${line}`),
  ];
}

const unresolvedLine = (one: ScopeReport["unresolved"][number]): string =>
  `  ${one.where} ${one.argument}: ${oneLine(one.expression)}: ${oneLine(one.why)}`;

function violatedLines(one: ToldInvariant, paint: Paint): readonly string[] {
  const { rule, because, where } = one;
  const [, ...files] = placeLines("at", one);
  const why = because === undefined ? "" : `: ${oneLine(because)}`;
  return [
    `  ${paint("red", "✗")} ${rule} at ${where}${why}`,
    ...files.map((file) => `     ${file}`),
  ];
}

/** The same rule for the same reason: one line for all places. */
const suppressionOf = ({ rule, because = "", until }: ToldInvariant): string =>
  `${rule}, let pass${until === undefined ? "" : ` until ${until}`}: ${oneLine(because)}`;

function suppressedLine(key: string, at: readonly ToldInvariant[], paint: Paint): string {
  const [first] = at;
  const places = at.length === 1 && first ? first.where : `${at.length} places`;
  return `  ${paint("dim", `– ${key} (${places})`)}`;
}

function ruleLines({ rules }: Summary, shown: readonly string[], paint: Paint): readonly string[] {
  const all = Object.values(rules);
  if (all.length === 0) return [];
  const sum = (verdict: "compliant" | "violating" | "suppressed") =>
    all.reduce((total, counts) => total + counts[verdict], 0);
  const kept = `kept ${counted(sum("compliant"), "time")}`;
  const rest = `broken ${sum("violating")}, suppressed ${sum("suppressed")}`;
  return [
    `${paint("bold", counted(all.length, "rule"))} over every stack: ${kept}, ${rest}`,
    ...shown,
    "",
  ];
}

function closing(summary: Summary, paint: Paint): string {
  const { proved, paths, rules } = summary;
  const total = paths.holds + paths.broken + paths.unknown;
  if (proved) return paint("green", `✓ Everything is proved: ${counted(total, "path")}.`);
  const violating = Object.values(rules).reduce((sum, counts) => sum + counts.violating, 0);
  const empty = emptyFamilies(summary);
  const found = [
    ...(total > paths.holds
      ? [
          `${total - paths.holds} of ${counted(total, "path")} (${paths.broken} broken, ${paths.unknown} not known)`,
        ]
      : []),
    ...(violating > 0 ? [`rules broken ${counted(violating, "time")}`] : []),
    ...(empty.length > 0 ? [`nothing was found to prove of ${empty.join(", ")}`] : []),
  ];
  const said = found.length === 0 ? "there was nothing to prove" : found.join("; ");
  return paint("red", `✗ Not proved: ${said}.`);
}
