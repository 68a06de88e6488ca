import { z } from "zod";

/** What alerts of several kinds are made of, for `alerts/alert-schema.ts`. */

export const text = z.string();
export const time = text.describe("ISO 8601, as AWS says it; of an event, so not checked");

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

export const principal = z
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

export const failed = z.object({ status: z.literal("failed"), error: text });
const notAttempted = z.object({ status: z.literal("not-attempted"), why: text });
export const impossible = z.object({ status: z.literal("impossible"), why: text });
const later = z.object({ status: z.literal("awaiting-trail"), why: text });
const released = z.object({ status: z.literal("released"), why: text });
const kept = { message: text, marker: text, tag: text };

export const steps = z
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
