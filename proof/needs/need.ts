/** Conditions as policies have them: operator, key, values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One permission that a role must have: an action, on what, and what its grant must ask besides. */
export interface Need {
  readonly action: string;
  /** ARN, with wildcards where the work itself is on more than one thing; `*` where IAM knows none. */
  readonly resource: string;
  /** One thing of the kind, to ask about. @default the resource, its wildcards filled in */
  readonly example?: string;
  /** What a grant must be bound to at least; a request that has it must be allowed. */
  readonly condition?: Condition;
  /** The service's guide takes the resource, though the Service Authorization Reference lists none. */
  readonly unlisted?: true;
  /** What the request says besides. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Who uses a resource by the resource's own policy, as policies name them. */
export interface Flow {
  readonly who: { readonly Service: string } | { readonly AWS: readonly string[] };
  readonly actions: readonly string[];
  /** Patterns of the objects that are meant. @default the resource itself */
  readonly resources?: readonly string[];
  readonly condition?: Condition;
  /** The role that asks where an account is let in as a whole. @default any of it */
  readonly as?: string;
  /** A grant may reach as far as these, where it need not. @default the actions */
  readonly upTo?: readonly string[];
}

/** A resource of ours, and all that its policy is for. */
export interface DeclaredPolicy {
  readonly arn: string;
  /** Where the ARN says nothing to a reader: the alias of a key. @default the ARN */
  readonly name?: string;
  readonly flows: readonly Flow[];
}

/** A role of ours: who becomes it, and what it is for. */
export interface DeclaredRole {
  readonly name: string;
  readonly arn: string;
  /** The planned stack that makes it. */
  readonly stack: string;
  readonly trust: readonly Flow[];
  readonly needs: readonly Need[];
  /** Policies of AWS's own that its documentation asks for. @default none */
  readonly managed?: readonly string[];
}

/** A role that a service becomes. */
export const trustService = (Service: string, condition?: Condition): readonly Flow[] => [
  { who: { Service }, actions: ["sts:AssumeRole"], ...(condition && { condition }) },
];

/** Each action on the same thing. */
export const each = (actions: readonly string[], of: Omit<Need, "action">): readonly Need[] =>
  actions.map((action) => ({ action, ...of }));
