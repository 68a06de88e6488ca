type Statement = Readonly<Record<string, unknown>>;

/** A policy's statements by their Sid; those without one by their place. */
export type Statements = Readonly<Record<string, Statement>>;

/**
 * In the one form to which AWS's ways of saying the same come down: names of actions and condition
 * keys in whatever letters, an account by its id or its root, everybody as `*` or `{"AWS": "*"}`.
 */
export function statementsOf(policy: unknown): Statements {
  const document = typeof policy === "string" && policy !== "" ? parsed(policy) : policy;
  const { Statement = [] } = (document ?? {}) as { readonly Statement?: unknown };
  const listed = [Statement].flat() as readonly Statement[];
  return Object.fromEntries(
    listed.map((statement, index) => {
      const { Sid = `number ${index + 1}` } = statement;
      return [String(Sid), inOneForm(statement)];
    }),
  );
}

/** What isn't JSON is one statement that fits none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { Statement: { Sid: "that isn't JSON" } };
  }
}

const FORMS: Readonly<Record<string, (value: unknown) => unknown>> = {
  Action: lowerCased,
  NotAction: lowerCased,
  Condition: conditions,
  Principal: principals,
  NotPrincipal: principals,
};

const inOneForm = (statement: Statement): Statement =>
  Object.fromEntries(
    Object.entries(statement)
      .filter(([name]) => name !== "Sid")
      .map(([name, value]) => [name, FORMS[name]?.(value) ?? value]),
  );

const list = (value: unknown): readonly unknown[] => [value].flat();

function lowerCased(actions: unknown): unknown {
  return list(actions).map((action) => String(action).toLowerCase());
}

function conditions(condition: unknown): unknown {
  return mapped(condition, (keys) =>
    Object.fromEntries(
      Object.entries(keys ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
    ),
  );
}

function principals(principal: unknown): unknown {
  if (typeof principal === "string") return { AWS: principal };
  return mapped(principal, (names) => list(names).map((name) => rootOf(String(name))));
}

const rootOf = (name: string): string => name.replace(/^arn:[\w-]+:iam::(\d{12}):root$/, "$1");

const mapped = (value: unknown, change: (one: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [name, change(one)]));
