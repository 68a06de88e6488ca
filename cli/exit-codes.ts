/** What a script that calls `warden` can rely on; `warden --help` prints them. */
export const EXIT = { fine: 0, wrong: 1, badInput: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
