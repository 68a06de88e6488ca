import { BadInput } from "./bad-input";

/** @throws BadInput for anything but a number of threads */
export function workersFlag(text?: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(text)) {
    throw new BadInput(`--workers ${text}: it takes a number of threads, from 1 to 99`);
  }
  return Number(text);
}
