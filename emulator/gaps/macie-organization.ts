import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, type Gap, gapsOf, Shelf } from "./gap";
import { type MacieSessions } from "./macie-sessions";

export const MACIE = {
  principal: "macie.amazonaws.com",
  refusal: { status: 403, code: "AccessDeniedException" },
} as const;

interface Member {
  readonly accountId: string;
  readonly arn: string;
  readonly tags: unknown;
  readonly updatedAt: string;
  readonly relationshipStatus: "Enabled" | "Paused" | "Removed";
}

interface Settings {
  autoEnable: boolean;
  readonly members: Map<string, Member>;
}

/** Macie for a whole organization: its administrator, its members, and those that join later. */
export const macieOrganizationGaps = (
  sessions: MacieSessions,
  administrators: Administrators,
): readonly Gap[] =>
  gapsOf("macie2", {
    ...administratorRows(sessions, administrators),
    ...memberRows(sessions, administrators),
  });

type Rows = Readonly<Record<string, Gap["answer"]>>;

const administratorRows = (sessions: MacieSessions, administrators: Administrators): Rows => ({
  "POST /admin": (call) => {
    const accountId = String(call.request.parameters.adminAccountId);
    const refusal = administrators.designate(call, accountId);
    if (refusal !== undefined) return refusal;
    sessions.ensure(call, accountId);
    return jsonAnswer({});
  },
  "DELETE /admin": (call) => {
    const accountId = call.request.query.get("adminAccountId") ?? "";
    return administrators.dismiss(call, accountId) ?? jsonAnswer({});
  },
  "GET /admin": administrators.onlyManagement(({ request }) => {
    const accountId = administrators.in(request.region);
    return jsonAnswer({
      adminAccounts: accountId === undefined ? [] : [{ accountId, status: "ENABLED" }],
    });
  }),
});

/** What the administrator may do. */
function memberRows(sessions: MacieSessions, administrators: Administrators): Rows {
  const shelf = new Shelf((): Settings => ({ autoEnable: false, members: new Map() }));
  const settingsOf = ({ caller, request }: Call) => shelf.of(caller.accountId, request.region);
  const forAdministrator = (row: (call: Call) => Answer) =>
    sessions.enabled(administrators.only(row));
  return {
    "PATCH /admin/configuration": forAdministrator((call) => {
      settingsOf(call).autoEnable = call.request.parameters.autoEnable === true;
      return jsonAnswer({});
    }),
    "GET /admin/configuration": forAdministrator((call) => {
      const { autoEnable } = settingsOf(call);
      return jsonAnswer({ autoEnable, maxAccountLimitReached: false });
    }),
    "POST /members": forAdministrator((call) => {
      const member = newMember(call);
      if (!administrators.members(call).includes(member.accountId)) return notFound(call);
      sessions.ensure(call, member.accountId);
      settingsOf(call).members.set(member.accountId, member);
      return jsonAnswer({ arn: member.arn });
    }),
    "GET /members": forAdministrator((call) =>
      jsonAnswer({ members: [...settingsOf(call).members.values()].map((m) => asSeen(call, m)) }),
    ),
    ...Object.fromEntries(
      Object.entries(ofMember).map(([route, row]) => [
        route,
        forAdministrator((call) => row(call, settingsOf(call).members)),
      ]),
    ),
  };
}

type Members = Settings["members"];

const withMember =
  (row: (call: Call, member: Member, members: Members) => Answer) =>
  (call: Call, members: Members) => {
    const member = members.get(call.rest);
    return member === undefined ? notFound(call) : row(call, member, members);
  };

const changing = (change: (call: Call) => Pick<Member, "relationshipStatus">) =>
  withMember((call, member, members) => {
    const updatedAt = new Date().toISOString();
    members.set(member.accountId, { ...member, ...change(call), updatedAt });
    return jsonAnswer({});
  });

const ofMember = {
  "GET /members/*": withMember((call, member) => jsonAnswer(asSeen(call, member))),
  "POST /members/disassociate/*": changing(() => ({ relationshipStatus: "Removed" })),
  "PATCH /macie/members/*": changing(({ request }) => ({
    relationshipStatus: request.parameters.status === "PAUSED" ? "Paused" : "Enabled",
  })),
  "DELETE /members/*": withMember((call, { accountId, relationshipStatus }, members) => {
    // hashicorp/terraform-provider-aws/issues/26219: deleting works after disassociating only.
    if (relationshipStatus !== "Removed") return stillAssociated(call);
    members.delete(accountId);
    return jsonAnswer({});
  }),
};

const notFound = ({ request }: Call): Answer =>
  faultAnswer(request, {
    status: 404,
    code: "ResourceNotFoundException",
    message: "The account is no member",
  });

const stillAssociated = ({ request }: Call): Answer =>
  faultAnswer(request, {
    status: 409,
    code: "ConflictException",
    message: "The member is part of the organization: disassociate it first",
  });

function newMember({ request, caller }: Call): Member {
  const { account, tags } = request.parameters;
  const { accountId } = account as { readonly accountId: string };
  return {
    accountId,
    arn: `arn:aws:macie2:${request.region}:${caller.accountId}:member/${accountId}`,
    tags: tags ?? {},
    updatedAt: new Date().toISOString(),
    relationshipStatus: "Enabled",
  };
}

/** No e-mail address: Macie names it for invited members only (Macie API, Member). */
const asSeen = ({ caller }: Call, member: Member) => ({
  ...member,
  administratorAccountId: caller.accountId,
  masterAccountId: caller.accountId,
});
