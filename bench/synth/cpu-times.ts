const TIME = /(\d+)m(\d+(?:[.,]\d+)?)s/g;

/**
 * Reads what the shell's `times` prints: user and system time of the shell, then of all processes
 * below it that have ended and were waited for, their threads included.
 * @returns the seconds of those processes
 */
export function childSeconds(times: string): number {
  const [, , user, system] = [...times.matchAll(TIME)].map(
    ([, minutes, seconds = ""]) => Number(minutes) * 60 + Number(seconds.replace(",", ".")),
  );
  if (user === undefined || system === undefined) throw new Error(`not from times: ${times}`);
  return user + system;
}
