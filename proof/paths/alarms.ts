import type { PathSource } from "../scope";

export const alarmPaths: PathSource = {};
