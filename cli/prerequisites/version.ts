const numbers = (version: string): number[] =>
  (version.split("-", 1)[0] ?? "").split(".").map(Number);

/** Negative when `left` is the older one. What stands behind a hyphen doesn't count. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbers(left), numbers(right)];
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** `~> 5.100` allows 5.101 but not 6.0; `~> 5.100.0` allows 5.100.1 but not 5.101. */
const samePrefix = (version: string, bound: string): boolean =>
  bound.split(".").slice(0, -1).join(".") ===
  version
    .split(".")
    .slice(0, bound.split(".").length - 1)
    .join(".");

const OPERATORS: Readonly<Record<string, (version: string, bound: string) => boolean>> = {
  "=": (version, bound) => compareVersions(version, bound) === 0,
  ">=": (version, bound) => compareVersions(version, bound) >= 0,
  "~>": (version, bound) => compareVersions(version, bound) >= 0 && samePrefix(version, bound),
};

/** Whether `version` meets one Terraform constraint: `5.100.0`, `~> 5.100`, `>= 5.90`. */
export function meets(version: string, constraint: string): boolean {
  const [, operator = "=", bound = ""] = /^(=|>=|~>)?\s*(.+)$/.exec(constraint.trim()) ?? [];
  return OPERATORS[operator]?.(version, bound) ?? false;
}
