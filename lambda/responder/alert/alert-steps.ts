import { failedSteps, type Step, STEPS, type Steps } from "../outcome";
import { quote } from "./quote";

export type Severity = "CRITICAL" | "HIGH" | "MEDIUM";

/** What a step's outcome is called, one sentence for each status. */
type Words<O extends { readonly status: string }> = {
  readonly [S in O["status"]]: (outcome: Extract<O, { readonly status: S }>) => string;
};

const because = (text: string) => `: ${quote(text)}`;
const COMMON = {
  failed: ({ error }: { readonly error: string }) => `FAILED${because(error)}`,
  "not-attempted": ({ why }: { readonly why: string }) => `not attempted${because(why)}`,
  impossible: ({ why }: { readonly why: string }) => `not possible${because(why)}`,
  "awaiting-trail": ({ why }: { readonly why: string }) => `not yet${because(why)}`,
};

interface Kept {
  readonly message: string;
  readonly marker: string;
  readonly tag: string;
}
const kept = ({ message, marker, tag }: Kept) =>
  `${because(message)}; delete marker${because(marker)}; tag against reading${because(tag)}`;

const REMOVAL: Words<Steps["remove"]> = {
  ...COMMON,
  gone: ({ versionId }) => `deleted: version ${quote(versionId)} is gone from the bucket`,
  "already-gone": ({ why }) => `gone already${because(why)}`,
  locked: (lock) =>
    `STILL THERE, locked: nobody can delete it before ${quote(lock.until)}${kept(lock)}`,
  held: (hold) => `STILL THERE, kept by a legal hold${kept(hold)}`,
  "mfa-protected": (mfa) => `STILL THERE, deletion needs the root user's MFA device${kept(mfa)}`,
  superseded: ({ why }) => `replaced by a newer object, which was left alone${because(why)}`,
  "version-unknown": ({ why }) => `NOT DELETED, nothing is deleted blindly${because(why)}`,
};

const CONTAINMENT: Words<Steps["contain"]> = {
  ...COMMON,
  blocked: ({ userId, warning }) =>
    `blocked from writing to the bucket, as ${quote(userId)}` +
    (warning === undefined ? "" : `; WARNING${because(warning)}`),
  "already-blocked": ({ userId, since }) =>
    `was blocked before${since === undefined ? "" : `, since ${quote(since)}`}, as ${quote(userId)}`,
  released: ({ why }) => `not blocked again${because(why)}`,
  "no-room": ({ userId, why }) => `NOT BLOCKED, no room for ${quote(userId)}${because(why)}`,
};

const QUARANTINE: Words<Steps["quarantine"]> = {
  ...COMMON,
  attached: ({ to }) => `the deny policy is attached to ${quote(to)}`,
  "no-such-principal": ({ to }) => `${quote(to)} exists no longer`,
  released: ({ why }) => `not attached again${because(why)}`,
};

const ABORTION: Words<Steps["abort"]> = {
  ...COMMON,
  aborted: ({ uploads }) => `the writer's unfinished multipart uploads aborted: ${quote(uploads)}`,
  "none-unfinished": () => "none was unfinished",
};

const SENTENCES: { readonly [S in Step]: Words<Steps[S]> } = {
  remove: REMOVAL,
  contain: CONTAINMENT,
  quarantine: QUARANTINE,
  abort: ABORTION,
};

const HEADINGS: Readonly<Record<Step, string>> = {
  remove: "Object",
  contain: "Writer",
  quarantine: "Quarantine",
  abort: "Multipart uploads",
};

/** The sentence on one step's outcome; each table knows all its statuses. */
export function stepLine(step: Step, steps: Steps): string {
  const outcome = steps[step];
  const words = SENTENCES[step] as Readonly<Record<string, (outcome: object) => string>>;
  return `${HEADINGS[step]}: ${words[outcome.status]?.(outcome) ?? quote(outcome.status)}`;
}

const NOT_DONE: readonly string[] = [
  "failed",
  "held",
  "impossible",
  "locked",
  "mfa-protected",
  "no-room",
  "not-attempted",
  "version-unknown",
];

export const doneSteps = (steps: Steps): readonly Step[] =>
  STEPS.filter((step) => !NOT_DONE.includes(steps[step].status));
export const undoneSteps = (steps: Steps): readonly Step[] =>
  STEPS.filter((step) => NOT_DONE.includes(steps[step].status));

/** Ways in which the writer can't write, or was let back in on purpose. */
const SETTLED: readonly string[] = ["blocked", "already-blocked", "released"];

export const objectRemains = ({ remove }: Steps): boolean => NOT_DONE.includes(remove.status);
const writerIsFree = ({ contain }: Steps): boolean => !SETTLED.includes(contain.status);
export const nothingTried = (steps: Steps): boolean =>
  [steps.remove, steps.contain].every(({ status }) => status === "not-attempted");

/** CRITICAL: something is left to do by hand. HIGH: all was done. MEDIUM: nothing was to be done. */
export function severityOf(steps: Steps, late: boolean): Severity {
  if (nothingTried(steps)) return "MEDIUM";
  const isOpen = objectRemains(steps) || writerIsFree(steps) || failedSteps(steps).length > 0;
  return isOpen || late ? "CRITICAL" : "HIGH";
}

const OBJECT_WORDS: Readonly<Record<string, string>> = {
  gone: "deleted",
  "already-gone": "gone already",
  superseded: "replaced",
  locked: "NOT deleted (locked)",
  held: "NOT deleted (legal hold)",
};

const WRITER_WORDS: Readonly<Record<string, string>> = {
  blocked: "blocked",
  "already-blocked": "blocked",
  released: "released since",
  "no-room": "NOT blocked (no room)",
};

/** `deleted, writer blocked (failed: quarantine)` */
export function inShort(steps: Steps): string {
  if (nothingTried(steps)) return "observed, nothing was done";
  const object = OBJECT_WORDS[steps.remove.status] ?? "NOT deleted";
  const writer = WRITER_WORDS[steps.contain.status] ?? "NOT blocked";
  const failures = failedSteps(steps);
  const failed = failures.length > 0 ? ` (failed: ${failures.join(", ")})` : "";
  return `${object}, writer ${writer}${failed}`;
}

/** The denylist's entries that this incident leads to. */
export function blockedIds({ contain }: Steps): readonly string[] {
  const isBlocked = contain.status === "blocked" || contain.status === "already-blocked";
  return isBlocked ? contain.userId.split(" ").filter(Boolean) : [];
}
