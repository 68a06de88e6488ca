import type { OwnNames } from "./own-names";
import type { Bus } from "./source";

/** Calls on one part of this product, as CloudTrail names them. */
export interface Part {
  readonly accounts: readonly Bus[];
  /** In which stacks the calls arrive: IAM's come to one region only, wherever they were made. */
  readonly arrives: "home" | "watched" | "every" | "global";
  /** `eventSource` without `.amazonaws.com`. */
  readonly service: string;
  readonly calls: readonly string[];
  /** What the parameters must name. @default nothing: there is one of it in account and region */
  readonly on?: (names: OwnNames) => Readonly<Record<string, unknown>>;
}

type Where = Pick<Part, "accounts" | "arrives">;

export const BOTH: readonly Bus[] = ["workload", "audit"];
export const WORKLOAD: readonly Bus[] = ["workload"];
export const AUDIT: readonly Bus[] = ["audit"];

export const home = (accounts: readonly Bus[]): Where => ({ accounts, arrives: "home" });
export const watched = (accounts: readonly Bus[]): Where => ({ accounts, arrives: "watched" });
export const every = (accounts: readonly Bus[]): Where => ({ accounts, arrives: "every" });
export const global = (accounts: readonly Bus[]): Where => ({ accounts, arrives: "global" });

/** Callers may give the name or the ARN; before the name an ARN has this. */
export const named = (name: string, separator: "/" | ":"): unknown[] => [
  name,
  { suffix: `${separator}${name}` },
];
export const namedOneOf = (names: readonly string[]): unknown[] =>
  names.flatMap((name) => named(name, "/"));

/** Rules and alarms, by the beginning of their names. */
export const ours = ({ prefix }: OwnNames): unknown[] => [{ prefix: `${prefix}-` }];
