import { ControlPolicies } from "./control-policies";
import { type ControlLevel } from "../decisions/judge";

export interface OrganizationSettings {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  /** The member accounts; the management account belongs to the organization in any case. */
  readonly accountIds: readonly string[];
  /** Organizational units below the root, and the accounts in each. @default none */
  readonly units?: Readonly<Record<string, readonly string[]>>;
}

export interface Delegation {
  readonly accountId: string;
  /** `guardduty.amazonaws.com` */
  readonly service: string;
  readonly since: number;
}

const now = (): number => Math.floor(Date.now() / 1000);

/** One organization whose accounts stand below its root, or in a unit below it. */
export class Organization {
  readonly accountIds: readonly string[];
  readonly policies: ControlPolicies;
  /** Services with trusted access, and since when. */
  private readonly trusted = new Map<string, number>();
  private delegations: readonly Delegation[] = [];

  constructor(readonly settings: OrganizationSettings) {
    const { managementAccountId, accountIds } = settings;
    this.accountIds = [...new Set([managementAccountId, ...accountIds])];
    this.policies = new ControlPolicies(settings);
  }

  has(accountId: string): boolean {
    return this.accountIds.includes(accountId);
  }

  isManagement(accountId: string): boolean {
    return accountId === this.settings.managementAccountId;
  }

  /** Accounts but the management account and this one: whom its settings reach. */
  membersOf(administrator: string): readonly string[] {
    return this.accountIds.filter((id) => id !== administrator && !this.isManagement(id));
  }

  trust(service: string): void {
    if (!this.trusted.has(service)) this.trusted.set(service, now());
  }

  distrust(service: string): void {
    this.trusted.delete(service);
  }

  isTrusted(service: string): boolean {
    return this.trusted.has(service);
  }

  trustedServices(): readonly (readonly [service: string, since: number])[] {
    return [...this.trusted];
  }

  delegate(accountId: string, service: string): void {
    if (!this.isDelegated(accountId, service))
      this.delegations = [...this.delegations, { accountId, service, since: now() }];
  }

  revoke(accountId: string, service: string): void {
    this.delegations = this.delegations.filter(
      (one) => one.accountId !== accountId || one.service !== service,
    );
  }

  isDelegated(accountId: string, service: string): boolean {
    return this.administrators(service).some((one) => one.accountId === accountId);
  }

  /** Whether the account may act for the whole organization in this service. */
  mayAdminister(accountId: string, service: string): boolean {
    return this.isManagement(accountId) || this.isDelegated(accountId, service);
  }

  administrators(service?: string): readonly Delegation[] {
    return this.delegations.filter((one) => service === undefined || one.service === service);
  }

  /** What limits a principal of the account: the root's policies and the account's own. */
  limitsOf({ accountId, arn }: Record<"accountId" | "arn", string>): readonly ControlLevel[] {
    // Neither is ever limited (Organizations user guide, service control policies).
    const exempt = this.isManagement(accountId) || arn.includes(":role/aws-service-role/");
    if (exempt || !this.has(accountId) || !this.policies.areEnabled) return [];
    return [...this.above(accountId), accountId].map((id) => ({
      id,
      policies: this.policies.inForceAt(id),
    }));
  }

  /** Context keys about the organization of who calls and of what is called. */
  contextOf({ accountId, resourceAccount }: Record<"accountId" | "resourceAccount", string>) {
    return {
      ...this.keysOf("Principal", accountId),
      ...this.keysOf("Resource", resourceAccount),
    };
  }

  /** Context keys of a service that acts for an account of the organization. */
  sourceContextOf(sourceAccount: string): Readonly<Record<string, string>> {
    return this.keysOf("Source", sourceAccount);
  }

  private keysOf(who: string, accountId: string): Readonly<Record<string, string>> {
    const { id } = this.settings;
    if (!this.has(accountId)) return {};
    const path = [id, ...this.above(accountId)].map((step) => `${step}/`).join("");
    return { [`aws:${who}OrgID`]: id, [`aws:${who}OrgPaths`]: path };
  }

  /** The root, and the unit that the account is in, if any. */
  private above(accountId: string): readonly string[] {
    const { rootId, units = {} } = this.settings;
    return [rootId, ...Object.keys(units).filter((unit) => units[unit]?.includes(accountId))];
  }
}
