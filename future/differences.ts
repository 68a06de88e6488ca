/** `undefined`: it isn't there. */
export interface Difference {
  /** Of keys and indices, such as `resource.aws_sqs_queue.Q.tags`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two JSON values differ, as deep as both go on. */
export function differences(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after)) {
    return before === after ? [] : [{ path, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    differences(before[key], after[key], path === "" ? key : `${path}.${key}`),
  );
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export interface Judgement {
  /** Nobody foresaw these. */
  readonly strange: readonly Difference[];
  /** Foreseen, and not found: the list is no longer true. */
  readonly missing: readonly Difference[];
}

export function judge(found: readonly Difference[], expected: readonly Difference[]): Judgement {
  return {
    strange: found.filter((one) => !expected.some((other) => isSame(one, other))),
    missing: expected.filter((one) => !found.some((other) => isSame(one, other))),
  };
}

const isSame = (one: Difference, other: Difference): boolean =>
  one.path === other.path &&
  differences([one.before, one.after], [other.before, other.after]).length === 0;
