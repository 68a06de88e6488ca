import { type NamedPolicy, type Policy } from "../decisions/judge";

export interface ControlPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The policy that AWS attaches to everything: without it nothing would be allowed. */
export const FULL_ACCESS: ControlPolicy = {
  id: "p-FullAWSAccess",
  name: "FullAWSAccess",
  description: "Allows access to every operation",
  content: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  }),
  tags: {},
};

export const SERVICE_CONTROL_POLICY = "SERVICE_CONTROL_POLICY";

interface Targets {
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly accountIds: readonly string[];
  readonly units?: Readonly<Record<string, unknown>>;
}

/** Service control policies of one organization, and where they are attached. */
export class ControlPolicies {
  /** Policy types that the root has switched on. */
  readonly types = new Set<string>();
  private readonly policies = new Map([[FULL_ACCESS.id, FULL_ACCESS]]);
  private readonly attached: ReadonlyMap<string, Set<string>>;

  constructor({ rootId, managementAccountId, accountIds, units = {} }: Targets) {
    const targets = new Set([rootId, ...Object.keys(units), managementAccountId, ...accountIds]);
    this.attached = new Map([...targets].map((target) => [target, new Set([FULL_ACCESS.id])]));
  }

  get areEnabled(): boolean {
    return this.types.has(SERVICE_CONTROL_POLICY);
  }

  all(): readonly ControlPolicy[] {
    return [...this.policies.values()];
  }

  find(id: string): ControlPolicy | undefined {
    return this.policies.get(id);
  }

  put(policy: ControlPolicy): void {
    this.policies.set(policy.id, policy);
  }

  remove(id: string): void {
    this.policies.delete(id);
  }

  /** Undefined where there is no such root, unit or account. */
  at(target: string): Set<string> | undefined {
    return this.attached.get(target);
  }

  targetsOf(id: string): readonly string[] {
    return [...this.attached].flatMap(([target, ids]) => (ids.has(id) ? [target] : []));
  }

  inForceAt(target: string): readonly NamedPolicy[] {
    return [...(this.at(target) ?? [])].flatMap((id) => {
      const policy = this.find(id);
      return policy === undefined
        ? []
        : [{ name: policy.name, policy: JSON.parse(policy.content) as Policy }];
    });
  }
}
