import { isMarked, marksIn } from "../proof/model/marks";
import { held, statementOf } from "../proof/model/policies";
import { blocksOf, type Resource, textOf, whereOf } from "../proof/model/resource";
import type { Scope } from "../proof/scope";
import type { Exception, Judge, Judged } from "./invariant";
import { allResources, type Fault } from "./judging";

type Texts = string | readonly string[];

/** One statement, as a policy has it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: "*" | Readonly<Record<string, Texts>>;
  readonly NotPrincipal?: unknown;
  readonly Action?: Texts;
  readonly NotAction?: unknown;
  readonly Resource?: Texts;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

/** A statement, and the resource in whose policy it stands. */
export interface Stated {
  readonly at: Resource;
  readonly statement: Statement;
}

/** Arguments that hold a policy; of one type only, where elsewhere they hold something else. */
const ARGUMENTS: Readonly<Record<string, string | undefined>> = {
  policy: undefined,
  assume_role_policy: undefined,
  policy_document: undefined,
  access_policy: undefined,
  resource_policy: undefined,
  content: "aws_organizations_policy",
};

/** Types whose arguments of these names are policies, whatever stands there. */
const HOLDERS =
  /^aws_(iam_|kms_key|s3_bucket_policy|sns_topic_policy|sqs_queue|cloudwatch_event_bus_policy|organizations_policy)/;

const isPolicy = (value: unknown, type: string): value is string =>
  typeof value === "string" &&
  value !== "" &&
  (HOLDERS.test(type) || value.includes('"Statement"') || isMarked(value));

/**
 * The statements of every policy of a resource, a function's permission among them.
 * @throws where a policy can't be read: who lets Terraform make it shows nothing here
 */
export function statementsAt(at: Resource): readonly Statement[] {
  if (at.type === "aws_lambda_permission") return [permission(at)];
  const statements = documentsOf(at);
  const unread = statements.find(({ Effect }) => Effect !== "Allow" && Effect !== "Deny");
  if (unread) throw new Error(marksIn(JSON.stringify(unread)).join(" and ") || "no effect");
  return statements;
}

function documentsOf(at: Resource): readonly Statement[] {
  const documents = Object.entries(ARGUMENTS).filter(
    ([argument, type = at.type]) => type === at.type && isPolicy(at.value(argument), at.type),
  );
  return [
    ...documents.flatMap(([argument]) => listed(held(at, argument)?.policy)),
    ...blocksOf(at, "inline_policy").flatMap(({ policy }) =>
      isPolicy(policy, at.type) ? listed(JSON.parse(policy)) : [],
    ),
  ];
}

const permission = (at: Resource): Statement =>
  statementOf(at, textOf(at, "function_name") ?? "") as Statement;

const listed = (policy: unknown): readonly Statement[] =>
  [(policy as { readonly Statement?: Statement | readonly Statement[] }).Statement ?? []].flat();

export const isAllow = ({ Effect }: Statement): boolean => Effect === "Allow";

export const actionsOf = ({ Action }: Statement): readonly string[] => texts(Action);
export const resourcesOf = ({ Resource: named }: Statement): readonly string[] => texts(named);

const texts = (value: Texts | undefined): readonly string[] => [value ?? []].flat();

/** Whom a statement names: as `AWS`, `Service`, `Federated`; everybody as `AWS` `*`. */
export const principalsOf = (
  { Principal = {} }: Statement,
  kind: "AWS" | "Service" | "Federated" | "CanonicalUser",
): readonly string[] => {
  if (Principal === "*") return kind === "AWS" ? ["*"] : [];
  return texts(Principal[kind]);
};

/** Values that a condition key is held to; keys are the same in any case (IAM guide, reference_policies_elements_condition). */
export const conditionsOn = (
  { Condition = {} }: Statement,
  operator: RegExp,
  key: RegExp,
): readonly string[] =>
  Object.entries(Condition)
    .filter(([name]) => operator.test(name))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([name]) => key.test(name))
    .flatMap(([, values]) => texts(values));

/** Judges every policy by its statements; those that allow, unless told otherwise. */
export const eachGrant =
  (
    faultOf: (stated: Stated, scope: Scope) => Fault,
    exceptions: readonly Exception<Stated>[] = [],
  ): Judge =>
  (scope) =>
    allResources(scope).flatMap((at) => {
      const found = readable(at);
      if (typeof found === "string") return [{ where: whereOf(at), fault: found }];
      const statements = found.filter(isAllow);
      return found.length > 0 ? [judgedPolicy({ at, statements, faultOf, exceptions, scope })] : [];
    });

function readable(at: Resource): readonly Statement[] | string {
  try {
    return statementsAt(at);
  } catch (error) {
    return `its policy can't be read: ${(error as Error).message}`;
  }
}

interface Reading {
  readonly at: Resource;
  readonly statements: readonly Statement[];
  readonly faultOf: (stated: Stated, scope: Scope) => Fault;
  readonly exceptions: readonly Exception<Stated>[];
  readonly scope: Scope;
}

function judgedPolicy({ at, statements, faultOf, exceptions, scope }: Reading): Judged {
  const faulty = statements.flatMap((statement) => {
    const unknown = unknownIn(statement);
    const fault = unknown ?? faultOf({ at, statement }, scope);
    if (fault === undefined) return [];
    const exception = exceptions.find(({ fits }) => fits({ at, statement }, scope));
    const excepted = unknown === undefined ? exception?.why : undefined;
    return [{ fault: `${nameOf(statement)}${fault}`, excepted }];
  });
  const wrong = faulty.filter(({ excepted }) => excepted === undefined);
  const where = whereOf(at);
  if (wrong.length > 0) return { where, fault: wrong.map(({ fault }) => fault).join("; ") };
  const whys = new Set(faulty.flatMap(({ excepted }) => excepted ?? []));
  return whys.size > 0 ? { where, excepted: [...whys].join(" ") } : { where };
}

/** A grant that Terraform fills in may be any. */
const unknownIn = (statement: Statement): Fault => {
  const marks = marksIn(JSON.stringify(statement));
  return marks.length > 0 ? `hangs on what Terraform makes of ${marks.join(" and ")}` : undefined;
};

const nameOf = ({ Sid }: Statement): string => (Sid === undefined ? "" : `statement ${Sid} `);
