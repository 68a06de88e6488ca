/**
 * The policy engine compares letter by letter with `localeCompare(that, undefined, { sensitivity })`,
 * and V8 makes a collator for each call: half of the engine's time. By its specification (ECMA-402,
 * String.prototype.localeCompare) the method is `compare` of such a collator, which is kept here.
 * What is asked in any other way goes to the method as it was.
 */
export function keepCollators(): void {
  if (isKept) return;
  isKept = true;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its text below
  const original = String.prototype.localeCompare;
  const compare: Compare = function (that, ...how) {
    const [locales, options] = how;
    return locales === undefined && isSensitivityAlone(options)
      ? collatorOf(options.sensitivity).compare(this, that)
      : original.call(this, that, ...how);
  };
  Object.defineProperty(String.prototype, "localeCompare", { value: compare });
}

type Compare = (
  this: string,
  that: string,
  ...how: [locales?: Intl.LocalesArgument, options?: Intl.CollatorOptions]
) => number;

type Sensitivity = NonNullable<Intl.CollatorOptions["sensitivity"]>;

let isKept = false;
const collators = new Map<Sensitivity, Intl.Collator>();

function collatorOf(sensitivity: Sensitivity): Intl.Collator {
  const found = collators.get(sensitivity) ?? new Intl.Collator(undefined, { sensitivity });
  collators.set(sensitivity, found);
  return found;
}

function isSensitivityAlone(
  options: Intl.CollatorOptions | undefined,
): options is { readonly sensitivity: Sensitivity } {
  if (options?.sensitivity === undefined) return false;
  for (const name in options) if (name !== "sensitivity") return false;
  return true;
}
