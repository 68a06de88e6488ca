import { type ResolveOptions, Tokenization } from "cdktf";

/** A token's marker, the number that stands for one, the value of a map that is one. */
const MAYBE_TOKEN = /TfToken\[|[-|\d.+]e[-|\d.eE+]|^(?:String|Any) Map Token Value$/;

/**
 * Runs `work` while what holds no token is copied instead of resolved. CDKTF resolves every element
 * three times, asks four questions of each string and key on the way and keeps the path to it; few
 * of our strings hold a token. Whatever may be one or hold one goes to CDKTF as before, so the result
 * is the same, `undefined` left out.
 */
export function withPlainResolution<Result>(work: () => Result): Result {
  const cdktf: { resolve: (value: unknown, options: ResolveOptions) => unknown } = Tokenization;
  const before = cdktf.resolve;
  cdktf.resolve = (value, options) => {
    const whole = (one: unknown): unknown => before.call(Tokenization, one, options);
    try {
      return plain(value, whole);
    } catch {
      // CDKTF's message says where in the whole the fault is.
      return whole(value);
    }
  };
  try {
    return work();
  } finally {
    cdktf.resolve = before;
  }
}

type Resolve = (value: unknown) => unknown;

function plain(value: unknown, resolve: Resolve): unknown {
  switch (typeof value) {
    case "string":
      return MAYBE_TOKEN.test(value) ? resolve(value) : value;
    case "number":
      return value < 0 ? resolve(value) : value;
    case "object":
      if (value === null) return value;
      return Array.isArray(value) ? list(value, resolve) : fields(value, resolve);
    case "function":
      return resolve(value);
    default:
      return value;
  }
}

const list = (values: readonly unknown[], resolve: Resolve): unknown =>
  values.some(isListToken)
    ? resolve(values)
    : values.map((value) => plain(value, resolve)).filter((value) => value !== undefined);

/** Stands for a whole list, and mustn't stand beside others: CDKTF says so. */
const isListToken = (value: unknown): boolean =>
  typeof value === "string" ? value.includes("#{TfToken[") : Number(value) < 0;

function fields(value: object, resolve: Resolve): unknown {
  if (!isPlainObject(value)) return resolve(value);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (MAYBE_TOKEN.test(key)) return resolve(value);
    const field = plain(value[key], resolve);
    if (field !== undefined) copy[key] = field;
  }
  return copy;
}

/** Tokens that are objects are of a class, or have a method of this name. */
const isPlainObject = (value: object): value is Record<string, unknown> =>
  Object.getPrototypeOf(value) === Object.prototype &&
  typeof (value as { resolve?: unknown }).resolve !== "function";
