import type { PathSource } from "../scope";

export const strangerPaths: PathSource = {};
