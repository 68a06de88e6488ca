import type { PathSource } from "../scope";

export const privilegePaths: PathSource = {};
