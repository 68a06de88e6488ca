import { z } from "zod";
import { SOURCES } from "../config/findings-schema";
import { failed, impossible, principal, steps, text, time } from "./alert-parts";

/**
 * The alert's JSON document, for whoever reads it by machine. `docs/alert.schema.json` is made
 * from this by `npm run alert-schema`; a test compares them.
 */

const common = {
  schema: z.literal("bucket-warden/alert/1"),
  incident: text.describe("the same in every alert about one thing"),
  severity: z
    .enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"])
    .describe("CRITICAL: act now; HIGH: judge it today; MEDIUM, LOW: in its turn"),
  title: text,
  account: z.object({
    id: text,
    name: text.describe("as the configuration calls it; of a finding the id again: see accounts"),
  }),
  region: text,
  time,
  nextStep: text,
  commands: z.array(text).readonly().describe("lines for a shell, exactly as they are to be typed"),
  links: z.array(z.object({ title: text, url: z.string() })).readonly(),
  text: text.describe("all of it for a person to read"),
  cut: z.literal(true).optional().describe("texts and lists were cut short to fit SNS"),
};

const count = z.int().min(0);
const bucket = text;

const incident = z.object({
  ...common,
  kind: z.literal("incident"),
  bucket,
  stage: z.enum(["observed", "contained", "quarantined", "recovered"]),
  key: text.describe("as the uploader chose it: any Unicode"),
  versionId: text.optional(),
  principal,
  sourceIp: text.optional(),
  how: text,
  authentication: text.optional().describe("`QueryString`: signed in the URL"),
  steps,
  late: z.boolean().describe("the block had had time to take effect, and the upload succeeded"),
  episode: z
    .object({ uploads: count, since: time })
    .optional()
    .describe("present when this alert stands for several uploads"),
  filing: z
    .discriminatedUnion("status", [
      z.object({ status: z.literal("filed"), finding: text }),
      impossible,
      failed,
    ])
    .optional()
    .describe("the finding in Security Hub"),
  seconds: z.number().min(0).nullable().describe("from the upload to this alert"),
});

const summary = z.object({
  ...common,
  kind: z.literal("summary"),
  bucket,
  uploads: count,
  told: count.describe("uploads of which an alert of their own was sent"),
  since: time,
  until: time,
});

const denied = z.object({
  ...common,
  kind: z.literal("denied-attempts"),
  bucket,
  key: text,
  principal,
  sourceIp: text.optional(),
  how: text,
  error: text,
  count,
  since: time,
});

const restoration = z.object({
  ...common,
  kind: z.literal("restoration"),
  bucket,
  lifted: z.array(text).readonly().describe("denylist entries that had been out of force"),
  cause: z.object({ eventId: text, principal: principal.optional(), time, call: text }),
});

/** By EventBridge, from a service's finding or from CloudTrail: `config/findings` has them all. */
const finding = z.object({
  ...common,
  kind: z.literal("finding"),
  source: z.enum(SOURCES),
  resource: text.describe("what it is about, in the words of its source"),
  bucket: bucket.optional(),
  type: text.optional().describe("the service's name of the kind of finding"),
  finding: text.optional().describe("Security Hub's id of it"),
  resourceType: text.optional(),
  reason: text.optional().describe("why the alarm was raised"),
  canary: text.optional().describe("of a test by warden doctor: the number it knows its own by"),
  by: text.optional().describe("ARN of the caller; empty where CloudTrail has none"),
  sourceIp: text.optional(),
  accounts: z
    .array(z.object({ id: text, name: text }))
    .readonly()
    .optional()
    .describe("names of all accounts of the configuration, where they fit"),
});

export const alertSchema = z.discriminatedUnion("kind", [
  incident,
  summary,
  denied,
  restoration,
  finding,
]);

const DESCRIPTION =
  "What Bucket Warden sends to its alerts topic. Under this one name of a schema, fields, kinds " +
  "and values of a field are only ever added: readers ignore what they don't know.";

/** JSON Schema 2020-12. Further properties are allowed: that is how fields get added. */
export const alertJsonSchema = (): unknown => ({
  $id: "urn:bucket-warden:alert:1",
  title: "bucket-warden/alert/1",
  description: DESCRIPTION,
  ...z.toJSONSchema(alertSchema, { io: "input" }),
});
