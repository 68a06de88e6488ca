import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type z } from "zod";
import { auditAccountSchema } from "../../config/audit-account-schema";
import { existingSchema } from "../../config/existing-schema";
import { findingsSchema } from "../../config/findings-schema";
import { organizationSchema } from "../../config/organization-schema";
import { packageRoot } from "../../config/package-root";
import { proofSchema } from "../../config/proof-schema";
import { wardenSchema } from "../../config/schema";
import { workloadSchema } from "../../config/workload-schema";
import { commentsOf, type Told } from "./comments";
import { type Setting, settingsOf } from "./settings";

interface Section {
  readonly title: string;
  readonly schema: z.core.$ZodType;
  /** Where its comments are: the file and the constant. */
  readonly source: readonly [string, string];
}

export const SECTIONS: readonly Section[] = [
  { title: "The whole", schema: wardenSchema, source: ["schema.ts", "wardenSchema"] },
  {
    title: "auditAccount",
    schema: auditAccountSchema,
    source: ["audit-account-schema.ts", "auditAccountSchema"],
  },
  { title: "workloads", schema: workloadSchema, source: ["workload-schema.ts", "workloadSchema"] },
  {
    title: "organization",
    schema: organizationSchema,
    source: ["organization-schema.ts", "organizationSchema"],
  },
  { title: "findings", schema: findingsSchema, source: ["findings-schema.ts", "findingsSchema"] },
  { title: "existing", schema: existingSchema, source: ["existing-schema.ts", "existingSchema"] },
  { title: "proof", schema: proofSchema, source: ["proof-schema.ts", "proofSchema"] },
  {
    title: "backend",
    schema: wardenSchema.shape.backend.def.innerType,
    source: ["schema.ts", "backend"],
  },
];

const EXAMPLES = [
  ["Joined by invitation", "warden.config.ts"],
  ["An organization", "examples/organization/warden.config.ts"],
] as const;

export interface Row extends Setting {
  readonly told: Told | undefined;
}

export interface SectionOfRows {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Every setting of the schema, with what its comment says. */
export function sectionsOfRows(): readonly SectionOfRows[] {
  const names = new Map(SECTIONS.map(({ schema, title }) => [schema, title]));
  return SECTIONS.map(({ title, schema, source: [file, constant] }) => {
    const told = commentsOf(read(join("config", file)), constant);
    const rows = settingsOf(schema, names).map((setting) => ({
      ...setting,
      told: told.get(setting.path),
    }));
    return { title, rows };
  });
}

/** docs/configuration.md, before Prettier widens its tables. */
export const reference = (): string =>
  [
    "# Configuration",
    "",
    "Written by `npm run configuration` from the schema itself, whose comments an editor shows too.",
    "",
    "`warden.config.ts` exports one object, `defineWarden({ … })`; `warden init` writes it, `--config` or",
    "`WARDEN_CONFIG` names another file. All faults are told together, each with its path, the value and",
    "the rule, and with exit code 2; besides the rules below those that join settings: no account twice,",
    "no uploader that is break-glass, no bucket policy beyond what AWS takes. What the product promises",
    "(no public access, TLS only, encryption, validated logs, the alert itself) is no setting.",
    "",
    ...sectionsOfRows().flatMap(sectionText),
    "## Examples",
    "",
    'Where this package is installed, `defineWarden` is imported from `"bucket-warden"`.',
    "",
    ...EXAMPLES.flatMap(([title, file]) => [
      `### ${title}`,
      "",
      `[${file}](../${file})`,
      "",
      "```ts",
      read(file).trimEnd(),
      "```",
      "",
    ]),
  ].join("\n");

const sectionText = ({ title, rows }: SectionOfRows): readonly string[] => [
  `## ${title === "The whole" ? title : `\`${title}\``}`,
  "",
  "| Setting | Type | Default | What it is, and its rule |",
  "| --- | --- | --- | --- |",
  ...rows.map(rowText),
  "",
];

function rowText(row: Row): string {
  const { path, type, rules, section, told } = row;
  const link = section && `[Its settings](#${section.toLowerCase()}).`;
  const rule = section === undefined && rules.length > 0 && `Rule: ${plain(rules.join("; "))}.`;
  const about = [told?.text, link, rule].filter(Boolean).join(" ");
  const cells = [`\`${path}\``, type, fallbackText(row), about];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Text that markdown leaves as it is. */
const plain = (text: string): string => text.replaceAll(/[<>*_[\]]/g, "\\$&");

function fallbackText({ fallback, told, type }: Row): string {
  if (fallback.is === "required") return "**required**";
  if (fallback.is === "optional") return told?.fallback ?? "none";
  const isOfItsSettings = /(^| or )object$/.test(type) && isDeepStrictEqual(fallback.value, {});
  return isOfItsSettings ? "that of its settings" : `\`${JSON.stringify(fallback.value)}\``;
}

const read = (file: string): string => readFileSync(join(packageRoot(), file), "utf8");
