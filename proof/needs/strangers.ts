import type { WardenConfig } from "../../config/schema";

const STRANGERS = ["000000000000", "098765432109", "900000000009"];

const known = new WeakMap<WardenConfig, ReadonlySet<string>>();

/** Every account that the configuration speaks of, for whatever reason; read once. */
export function knownAccounts(config: WardenConfig): ReadonlySet<string> {
  const before = known.get(config);
  if (before) return before;
  const found = new Set(JSON.stringify(config).match(/(?<!\d)\d{12}(?!\d)/g) ?? []);
  known.set(config, found);
  return found;
}

/** An account that the configuration never speaks of. */
export function strangerTo(config: WardenConfig): string {
  const accounts = knownAccounts(config);
  return STRANGERS.find((accountId) => !accounts.has(accountId)) ?? "";
}
