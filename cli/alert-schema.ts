import { z } from "zod";

/**
 * The alert's JSON document, for whoever reads it by machine. `docs/alert.schema.json` is made
 * from this by `node script/start.mjs script/write-alert-schema.ts`; a test compares them.
 */

const text = z.string();
const time = text.describe("ISO 8601, as AWS says it; of an event, so not checked");

const user = z
  .object({
    kind: z.literal("user"),
    userId: text,
    arn: text.optional(),
    userName: text.optional(),
  })
  .meta({ id: "user" });

const session = {
  userId: text.describe("aws:userid, `AROA…:session`"),
  roleId: text,
  sessionName: text,
  sourceIdentity: text.optional().describe("set by whoever first assumed a role"),
};

const principal = z
  .discriminatedUnion("kind", [
    user,
    z.object({
      kind: z.literal("role-session"),
      ...session,
      arn: text,
      roleArn: text,
      roleName: text,
      federatedBy: text.optional().describe("the identity provider of a web identity"),
    }),
    z.object({ kind: z.literal("identity-center"), ...session, arn: text, roleName: text }),
    z.object({ kind: z.literal("unknown-role-session"), ...session }),
    z.object({ kind: z.literal("account"), userId: text, accountId: text }),
    z.object({
      kind: z.literal("federated"),
      userId: text,
      arn: text.optional(),
      issuer: user.optional(),
    }),
    z.object({ kind: z.literal("service"), userId: text, service: text }),
    z.object({ kind: z.enum(["root", "anonymous", "unrecognized"]), userId: text }),
  ])
  .meta({ id: "principal" });

const failed = z.object({ status: z.literal("failed"), error: text });
const notAttempted = z.object({ status: z.literal("not-attempted"), why: text });
const impossible = z.object({ status: z.literal("impossible"), why: text });
const later = z.object({ status: z.literal("awaiting-trail"), why: text });
const released = z.object({ status: z.literal("released"), why: text });
const kept = { message: text, marker: text, tag: text };

const steps = z
  .object({
    remove: z.discriminatedUnion("status", [
      z.object({ status: z.literal("gone"), versionId: text }),
      z.object({ status: z.literal("already-gone"), why: text }),
      z.object({ status: z.literal("locked"), until: time, ...kept }),
      z.object({ status: z.literal("held"), ...kept }),
      z.object({ status: z.literal("mfa-protected"), ...kept }),
      z.object({ status: z.literal("superseded"), why: text }),
      z.object({ status: z.literal("version-unknown"), why: text }),
      failed,
      notAttempted,
    ]),
    contain: z.discriminatedUnion("status", [
      z.object({ status: z.literal("blocked"), userId: text, warning: text.optional() }),
      z.object({ status: z.literal("already-blocked"), userId: text, since: text.optional() }),
      released,
      z.object({ status: z.literal("no-room"), userId: text, why: text }),
      impossible,
      failed,
      notAttempted,
    ]),
    quarantine: z.discriminatedUnion("status", [
      z.object({ status: z.literal("attached"), to: text }),
      z.object({ status: z.literal("no-such-principal"), to: text }),
      later,
      released,
      impossible,
      failed,
      notAttempted,
    ]),
    abort: z.discriminatedUnion("status", [
      z.object({ status: z.literal("aborted"), uploads: text }),
      z.object({ status: z.literal("none-unfinished") }),
      later,
      impossible,
      failed,
      notAttempted,
    ]),
  })
  .meta({ id: "steps", description: "what was really done; a step that failed says so" });

const common = {
  schema: z.literal("bucket-warden/alert/1"),
  incident: text.describe("the same in every alert about one thing"),
  severity: z
    .enum(["CRITICAL", "HIGH", "MEDIUM"])
    .describe("CRITICAL: act now; HIGH: all was done, judge it; MEDIUM: nothing was to be done"),
  title: text,
  account: z.object({ id: text, name: text }),
  region: text,
  bucket: text,
  time,
  nextStep: text,
  commands: z.array(text).readonly().describe("lines for a shell, exactly as they are to be typed"),
  links: z.array(z.object({ title: text, url: z.string() })).readonly(),
  text: text.describe("all of it for a person to read"),
  cut: z.literal(true).optional().describe("texts and lists were cut short to fit SNS"),
};

const count = z.int().min(0);

const incident = z.object({
  ...common,
  kind: z.literal("incident"),
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
  uploads: count,
  told: count.describe("uploads of which an alert of their own was sent"),
  since: time,
  until: time,
});

const denied = z.object({
  ...common,
  kind: z.literal("denied-attempts"),
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
  lifted: z.array(text).readonly().describe("denylist entries that had been out of force"),
  cause: z.object({ eventId: text, principal: principal.optional(), time, call: text }),
});

export const alertSchema = z.discriminatedUnion("kind", [incident, summary, denied, restoration]);

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
