import { type Answer, faultAnswer } from "../answer";
import { type Organization } from "../organization";
import { type Call, type Gap } from "./gap";

export interface AdministeredService {
  /** What Organizations calls the service: `guardduty.amazonaws.com`. */
  readonly principal: string;
  /** The service's own code and status for a call that isn't the caller's to make. */
  readonly refusal: { readonly status: number; readonly code: string };
}

/**
 * Which account the management account made the administrator of one service, region by region.
 * GuardDuty, Macie and Security Hub each keep this to themselves and tell Organizations of it.
 */
export class Administrators {
  private readonly byRegion = new Map<string, string>();

  constructor(
    readonly organization: Organization | undefined,
    private readonly service: AdministeredService,
  ) {}

  in(region: string): string | undefined {
    return this.byRegion.get(region);
  }

  isCaller({ caller, request }: Call): boolean {
    return this.in(request.region) === caller.accountId;
  }

  /** Accounts that the administrator of this region looks after, when the caller is that. */
  members({ caller }: Call): readonly string[] {
    return this.organization?.membersOf(caller.accountId) ?? [];
  }

  /** The caller's administrator, when the caller is a member. */
  above({ caller, request }: Call): string | undefined {
    const administrator = this.in(request.region);
    const isMember = administrator !== undefined && administrator !== caller.accountId;
    return isMember && this.organization?.has(caller.accountId) ? administrator : undefined;
  }

  /** Undefined when done, else why not. */
  designate(call: Call, accountId: string): Answer | undefined {
    const elsewhere = [...this.byRegion.values()].find((id) => id !== accountId);
    const problem = this.problemWith(call, accountId);
    if (problem !== undefined) return this.refuse(call, problem);
    if (elsewhere !== undefined)
      return this.refuse(call, `The organization's administrator is ${elsewhere} already`);
    this.byRegion.set(call.request.region, accountId);
    this.organization?.trust(this.service.principal);
    this.organization?.delegate(accountId, this.service.principal);
    return undefined;
  }

  dismiss(call: Call, accountId: string): Answer | undefined {
    const problem = this.problemWith(call, accountId);
    if (problem !== undefined) return this.refuse(call, problem);
    if (this.in(call.request.region) !== accountId)
      return this.refuse(call, `${accountId} is not the administrator`);
    this.byRegion.delete(call.request.region);
    if (this.byRegion.size === 0) this.organization?.revoke(accountId, this.service.principal);
    return undefined;
  }

  /** Only the administrator of this region may use the row. */
  only(row: Gap["answer"]): Gap["answer"] {
    return (call) =>
      this.isCaller(call)
        ? row(call)
        : this.refuse(call, "The account is not the organization's delegated administrator");
  }

  /** Only the management account may use the row. */
  onlyManagement(row: Gap["answer"]): Gap["answer"] {
    return (call) =>
      this.organization?.isManagement(call.caller.accountId)
        ? row(call)
        : this.refuse(call, "Only the organization's management account may do this");
  }

  refuse({ request }: Call, message: string): Answer {
    return faultAnswer(request, { ...this.service.refusal, message });
  }

  private problemWith({ caller }: Call, accountId: string): string | undefined {
    if (!this.organization?.has(caller.accountId)) return "The account belongs to no organization";
    if (!this.organization.isManagement(caller.accountId))
      return "Only the organization's management account may do this";
    return this.organization.has(accountId)
      ? undefined
      : `${accountId} is no account of the organization`;
  }
}
