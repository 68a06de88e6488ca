import { z } from "zod";

/** From the least to the most urgent; the alerts of the responder use the same words. */
export const SEVERITIES = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Sources that grade their findings themselves; each other source has one severity. */
export const GRADED_SOURCES = ["guardduty", "macie", "security-hub"] as const;
export type GradedSource = (typeof GRADED_SOURCES)[number];

/** Names of all sources of `config/findings`; they are part of rule names. */
export const SOURCES = [
  ...GRADED_SOURCES,
  "config",
  "malware",
  "tampering",
  "foreign-change",
  "root-use",
  "alarm",
  "canary",
] as const;
export type SourceId = (typeof SOURCES)[number];

const severity = z.enum(SEVERITIES);

const FIELD_RULE = "a field of the event's detail, such as type or resource.resourceType";

const suppression = z.strictObject({
  /** docs/findings.md says what each of them is. */
  source: z.enum(SOURCES),
  /** Below `detail`, levels divided by dots. */
  field: z.string().regex(/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/, FIELD_RULE),
  /** Findings whose field has one of these values, exactly, raise no alert. */
  values: z.array(z.string().min(1)).min(1, "at least one value"),
  /** Who will read this in a year wants to know. */
  reason: z.string().min(10, "a reason of 10 characters or more"),
  /** Last day on which it holds (UTC); the next synthesis after it alerts again. @default for ever */
  until: z.iso.date("a date such as 2026-12-31").optional(),
});

export const findingsSchema = z.strictObject({
  /** Findings below these raise no alert; the services keep them all the same. */
  thresholds: z
    .strictObject({
      /** GuardDuty's findings. */
      guardduty: severity.default("MEDIUM"),
      /** Macie's findings. */
      macie: severity.default("MEDIUM"),
      /** Security Hub's findings, those of its standards among them. */
      "security-hub": severity.default("HIGH"),
    })
    .prefault({}),
  /** Findings that raise no alert, each with its reason. */
  suppress: z.array(suppression).max(50, "at most 50").default([]),
});

export type FindingSettings = z.output<typeof findingsSchema>;
export type Suppression = FindingSettings["suppress"][number];
