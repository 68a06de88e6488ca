/** What a script that calls `warden` can rely on; help and docs/command-line.md tell them. */
export const EXIT = { fine: 0, wrong: 1, badInput: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: "everything is fine",
  wrong: "something is wrong: a check failed, a file couldn't be read, a step is left undone",
  badInput: "bad input (configuration, option, credentials), or something needed is missing",
  interrupted: "interrupted; everything that was started is stopped",
};

export const exitCodes = (): readonly (readonly [ExitCode, string])[] =>
  (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [EXIT[name], MEANINGS[name]]);
