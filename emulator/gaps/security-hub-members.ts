import { randomUUID } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, gapsOf, stringsOf } from "./gap";

/** One membership, seen from both sides: the administrator's member, the member's invitation. */
interface Membership {
  readonly administrator: string;
  readonly account: string;
  readonly region: string;
  readonly email: string | undefined;
  readonly invitation: string;
  readonly invitedAt: string;
  status: "Created" | "Invited" | "Enabled" | "Removed" | "Resigned";
}

interface AccountDetails {
  readonly AccountId: string;
  readonly Email?: string;
}

/** All memberships between accounts, asked about from either side. */
class Memberships {
  private all: readonly Membership[] = [];

  constructor(private readonly administrators: Administrators) {}

  /** The members of the calling administrator. */
  of({ caller, request }: Call): readonly Membership[] {
    return this.all.filter(
      (m) => m.administrator === caller.accountId && m.region === request.region,
    );
  }

  /** The memberships that others gave to the calling account. */
  to({ caller, request }: Call): readonly Membership[] {
    return this.all.filter((m) => m.account === caller.accountId && m.region === request.region);
  }

  /** The calling administrator's members that the call names. */
  named(call: Call): readonly Membership[] {
    const ids = stringsOf(call.request.parameters.AccountIds);
    return this.of(call).filter(({ account }) => ids.includes(account));
  }

  unprocessed(call: Call) {
    const known = new Set(this.of(call).map(({ account }) => account));
    const strangers = stringsOf(call.request.parameters.AccountIds).filter((id) => !known.has(id));
    return strangers.map((AccountId) => ({
      AccountId,
      ProcessingResult: "The account is not a member",
    }));
  }

  create(call: Call): Answer {
    const details = call.request.parameters.AccountDetails as readonly AccountDetails[];
    const known = new Set(this.of(call).map(({ account }) => account));
    const fresh = details.filter(({ AccountId }) => !known.has(AccountId));
    this.all = [...this.all, ...fresh.map((detail) => membership(call, detail))];
    return jsonAnswer({ UnprocessedAccounts: [] });
  }

  setStatus(call: Call, status: Membership["status"]): Answer {
    for (const found of this.named(call)) found.status = status;
    return jsonAnswer({ UnprocessedAccounts: this.unprocessed(call) });
  }

  remove(call: Call): Answer {
    const answer = jsonAnswer({ UnprocessedAccounts: this.unprocessed(call) });
    const gone = new Set(this.named(call));
    this.all = this.all.filter((m) => !gone.has(m));
    return answer;
  }

  accept(call: Call): Answer {
    const id = call.request.parameters.InvitationId;
    const found = this.to(call).find(
      ({ invitation, status }) => invitation === id && status === "Invited",
    );
    if (found === undefined) return faultAnswer(call.request, noInvitation);
    found.status = "Enabled";
    return jsonAnswer({});
  }

  administrator(call: Call, field: string): Answer {
    const found = this.to(call).find(({ status }) => status === "Enabled");
    const ofOrganization = this.administrators.above(call);
    if (found !== undefined) return jsonAnswer({ [field]: asInvitation(found) });
    if (ofOrganization === undefined) return jsonAnswer({});
    return jsonAnswer({ [field]: { AccountId: ofOrganization, MemberStatus: "Enabled" } });
  }

  resign(call: Call): Answer {
    for (const found of this.to(call)) found.status = "Resigned";
    return jsonAnswer({});
  }
}

/** Invitations take effect between the accounts, as in AWS: one invites, the other one accepts. */
export function securityHubMemberGaps(administrators: Administrators) {
  const members = new Memberships(administrators);
  return gapsOf("securityhub", {
    "POST /members": (call) => members.create(call),
    "GET /members": (call) => jsonAnswer({ Members: members.of(call).map(asMember) }),
    "POST /members/get": (call) =>
      jsonAnswer({
        Members: members.named(call).map(asMember),
        UnprocessedAccounts: members.unprocessed(call),
      }),
    "POST /members/invite": (call) => members.setStatus(call, "Invited"),
    "POST /members/disassociate": (call) => members.setStatus(call, "Removed"),
    "POST /members/delete": (call) => members.remove(call),
    "GET /invitations": (call) =>
      jsonAnswer({ Invitations: members.to(call).filter(isInvitation).map(asInvitation) }),
    "POST /administrator": (call) => members.accept(call),
    "POST /master": (call) => members.accept(call),
    "GET /administrator": (call) => members.administrator(call, "Administrator"),
    "GET /master": (call) => members.administrator(call, "Master"),
    "POST /administrator/disassociate": (call) => members.resign(call),
    "POST /master/disassociate": (call) => members.resign(call),
  });
}

const noInvitation = {
  status: 404,
  code: "ResourceNotFoundException",
  message: "No invitation with this id waits for this account",
};

const membership = (call: Call, detail: AccountDetails): Membership => ({
  administrator: call.caller.accountId,
  account: detail.AccountId,
  region: call.request.region,
  email: detail.Email,
  invitation: randomUUID(),
  invitedAt: new Date().toISOString(),
  status: "Created",
});

const isInvitation = ({ status }: Membership): boolean =>
  status === "Invited" || status === "Enabled";

const asMember = (m: Membership) => ({
  AccountId: m.account,
  Email: m.email,
  MasterId: m.administrator,
  AdministratorId: m.administrator,
  MemberStatus: m.status,
  InvitedAt: m.invitedAt,
  UpdatedAt: m.invitedAt,
});

const asInvitation = (m: Membership) => ({
  AccountId: m.administrator,
  InvitationId: m.invitation,
  InvitedAt: m.invitedAt,
  MemberStatus: m.status,
});
