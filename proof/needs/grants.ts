import type { Policy } from "../../decisions/judge";

/** One action on one resource by one principal, as a statement allows it. */
export interface Grant {
  /** `Service lambda.amazonaws.com`, `AWS arn:…`, `AWS *`; undefined in an identity's policy. */
  readonly who?: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
  readonly sid: string;
}

/** An allowing statement that names what it doesn't allow: how far it reaches can't be told. */
export interface Boundless {
  readonly boundless: string;
  readonly sid: string;
}

const list = (value: unknown): string[] => [value ?? []].flat().map(String);

export const statementsIn = (policy: Policy): readonly Policy[] =>
  [policy.Statement ?? []].flat() as Policy[];

export const allowsIn = (policy: Policy): readonly Policy[] =>
  statementsIn(policy).filter(({ Effect }) => Effect !== "Deny");

const NEGATIONS = ["NotAction", "NotResource", "NotPrincipal"] as const;

/** A bare account id means its root, and `*` means everybody, whichever way they are written. */
export function principalsIn(principal: unknown): readonly string[] {
  if (principal === undefined) return [];
  if (typeof principal === "string") return [`AWS ${principal}`];
  return Object.entries(principal as Readonly<Record<string, unknown>>).flatMap(([kind, named]) =>
    list(named).map((one) => `${kind} ${one}`),
  );
}

/** Everything that the policy allows, one by one. */
export function grantsIn(policy: Policy): readonly (Grant | Boundless)[] {
  return allowsIn(policy).flatMap((statement, index): readonly (Grant | Boundless)[] => {
    const { Sid, Action, Principal, Condition } = statement;
    const sid = typeof Sid === "string" ? Sid : `statement ${index}`;
    const boundless = NEGATIONS.find((name) => statement[name] !== undefined);
    if (boundless) return [{ boundless, sid }];
    // A trust policy names no resource: it is the role's.
    const resources = statement.Resource === undefined ? [""] : list(statement.Resource);
    const principals = Principal === undefined ? [undefined] : principalsIn(Principal);
    return principals.flatMap((who) =>
      list(Action).flatMap((action) =>
        resources.map((resource) => ({
          ...(who !== undefined && { who }),
          ...{ action, resource, sid },
          condition: Condition,
        })),
      ),
    );
  });
}
