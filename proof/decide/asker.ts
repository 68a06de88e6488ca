import type { NamedPolicy } from "../../decisions/judge";

/** An AWS service that acts for a resource of an account, as it says of itself. */
export interface ServiceAsker {
  readonly service: string;
  /** `aws:SourceArn` and `aws:SourceAccount`, where the service sends them. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** A session of a role that a stack has. */
export interface RoleAsker {
  readonly role: string;
}

/** Somebody of whom the stacks say nothing: what IAM lets them do is given. */
export interface CallerAsker {
  /** User, session, federated user or root; of a caller without credentials any text that is no ARN. */
  readonly arn: string;
  /** `aws:userid`; absent for whoever has none. */
  readonly userId?: string;
  readonly accountId: string;
  readonly policies: readonly NamedPolicy[];
  /** By a user's own access keys: such a request says nothing about MFA (IAM guide, condition keys). */
  readonly longLived?: true;
}

export type Asker = ServiceAsker | RoleAsker | CallerAsker;

export interface Asked {
  readonly who: Asker;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}
