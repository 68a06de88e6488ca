import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, type Gap, gapsOf, Shelf } from "./gap";

interface Session {
  readonly findingPublishingFrequency: unknown;
  readonly status: unknown;
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface Kept {
  session?: Session | undefined;
  export?: unknown;
}

/** Macie sessions by account and region; moto starts with Macie enabled everywhere. */
export class MacieSessions {
  private readonly shelf = new Shelf((): Kept => ({}));

  of({ caller, request }: Call): Kept {
    return this.shelf.of(caller.accountId, request.region);
  }

  /** What Macie does to administrators and members that have no session. */
  ensure({ request }: Call, accountId: string): void {
    const kept = this.shelf.of(accountId, request.region);
    kept.session ??= newSession({});
  }

  /** The row answers accounts that have enabled Macie. */
  enabled(row: Gap["answer"]): Gap["answer"] {
    return (call) =>
      this.of(call).session === undefined
        ? faultAnswer(call.request, {
            status: 403,
            code: "AccessDeniedException",
            message: "Macie is not enabled",
          })
        : row(call);
  }
}

function newSession(asked: Readonly<Record<string, unknown>>): Session {
  const now = new Date().toISOString();
  const { findingPublishingFrequency = "FIFTEEN_MINUTES", status = "ENABLED" } = asked;
  return { findingPublishingFrequency, status, createdAt: now, updatedAt: now };
}

const conflict = ({ request }: Call, message: string): Answer =>
  faultAnswer(request, { status: 409, code: "ConflictException", message });

/** Macie of one account: its session, and where results are exported to. */
export function macieSessionGaps(sessions: MacieSessions, administrators: Administrators) {
  return gapsOf("macie2", {
    "POST /macie": (call) => {
      const kept = sessions.of(call);
      if (kept.session !== undefined) return conflict(call, "Macie has already been enabled");
      kept.session = newSession(call.request.parameters);
      return jsonAnswer({});
    },
    "GET /macie": sessions.enabled((call) => jsonAnswer(described(call, sessions))),
    "PATCH /macie": sessions.enabled((call) => {
      const kept = sessions.of(call);
      const { createdAt } = kept.session ?? newSession({});
      kept.session = { ...newSession({ ...kept.session, ...call.request.parameters }), createdAt };
      return jsonAnswer({});
    }),
    "DELETE /macie": sessions.enabled((call) => {
      if (administrators.isCaller(call))
        return conflict(call, "Cannot disable Macie: the account administers an organization");
      const kept = sessions.of(call);
      kept.session = undefined;
      kept.export = undefined;
      return jsonAnswer({});
    }),
    "PUT /classification-export-configuration": sessions.enabled((call) => {
      sessions.of(call).export = call.request.parameters.configuration;
      return jsonAnswer({ configuration: sessions.of(call).export });
    }),
    "GET /classification-export-configuration": sessions.enabled((call) =>
      jsonAnswer({ configuration: sessions.of(call).export ?? {} }),
    ),
    "GET /administrator": sessions.enabled((call) => administrator(call, administrators)),
  });
}

const described = (call: Call, sessions: MacieSessions) => ({
  ...sessions.of(call).session,
  serviceRole: `arn:aws:iam::${call.caller.accountId}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
});

function administrator(call: Call, administrators: Administrators): Answer {
  const accountId = administrators.above(call);
  return jsonAnswer(
    accountId === undefined ? {} : { administrator: { accountId, relationshipStatus: "Enabled" } },
  );
}
