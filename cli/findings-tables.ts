import { FINDINGS, type FindingSource } from "../config/findings";
import { CALL_RULES, type CallRule } from "../config/findings/call-rules";
import type { Part } from "../config/findings/own-part";
import { SEVERITIES } from "../config/findings-schema";
import type { WardenConfig } from "../config/schema";

/**
 * The tables of docs/findings.md, made from the list itself by `npm run findings`; a test compares
 * them.
 */
export const findingsTables = (config: WardenConfig): Readonly<Record<string, string>> => ({
  sources: table(
    [
      "Source",
      "What it is",
      "Severities",
      "Picked up by invitation",
      "In an organization",
      "Where",
    ],
    FINDINGS.map((source) => sourceRow(source, config)),
  ),
  calls: table(
    ["Source", "Told when made by", "Service", "Calls", "Accounts", "Where"],
    Object.values(CALL_RULES).flatMap((rule) => rule.parts.map((part) => callRow(rule, part))),
  ),
});

/** `<!-- name -->` … `<!-- /name -->` with the table of that name between them. */
export const withTables = (document: string, tables: Readonly<Record<string, string>>): string =>
  Object.entries(tables).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*(\n<!-- /${name} -->)`),
        (_, before: string, after: string) => `${before}\n${content}\n${after}`,
      ),
    document,
  );

const WHERE: Readonly<Record<FindingSource["regions"] | Part["arrives"], string>> = {
  home: "home region",
  watched: "home and further regions",
  every: "every region with a stack",
  global: "the region of global events",
};

function sourceRow(source: FindingSource, config: WardenConfig): readonly string[] {
  const { id, about, pickedUp, regions } = source;
  const given = source.alerts(config).map(({ severity }) => severity);
  const severities = SEVERITIES.filter((severity) => given.includes(severity));
  return [
    `\`${id}\``,
    about,
    severities.join(", "),
    pickedUp.invitation.join(", "),
    pickedUp.organization.join(", "),
    WHERE[regions],
  ];
}

const BY: Readonly<Record<CallRule["by"], string>> = {
  anybody: "anybody",
  others: "anybody but deployment role and responder",
};

const callRow = ({ source, by }: CallRule, part: Part): readonly string[] => [
  `\`${source}\``,
  BY[by],
  part.service,
  part.calls.map((call) => `\`${call}\``).join(", "),
  part.accounts.join(", "),
  WHERE[part.arrives],
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
