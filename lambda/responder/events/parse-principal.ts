import { type Principal } from "./upload";

/** Unique ids of role sessions, as IAM makes them. */
const SESSION = /^AROA\w+:./;

/** What `aws:userid` holds for callers without credentials (IAM user guide, principal key values). */
export const ANONYMOUS = { kind: "anonymous", userId: "anonymous" } as const;

/** Forms of a bare id, the first that fits wins. A bare canonical owner id fits none. */
const BARE_IDS: readonly [form: RegExp, read: (id: string) => Principal][] = [
  [/^AIDA\w+$/, (userId) => ({ kind: "user", userId })],
  [SESSION, (userId) => ({ kind: "unknown-role-session", ...sessionOf(userId) })],
  [/^\d{12}:.+$/, (userId) => ({ kind: "federated", userId })],
  [/^\d{12}$/, (userId) => ({ kind: "root", userId })],
  [/^(anonymous)?$/i, () => ANONYMOUS],
  [/^[\w.-]+\.amazonaws\.com(\.cn)?$/, (userId) => ({ kind: "service", userId, service: userId })],
];

/** The caller as a notification names it: `aws:userid` behind the prefix `AWS:`. */
export function principalFromId(principalId: string): Principal {
  const id = principalId.replace(/^AWS:/, "");
  const known = BARE_IDS.find(([form]) => form.test(id));
  return known ? known[1](id) : { kind: "unrecognized", userId: id };
}

export function sessionOf(userId: string) {
  const [roleId = userId] = userId.split(":", 1);
  return { userId, roleId, sessionName: userId.slice(roleId.length + 1) };
}
