import type { PathSource } from "../scope";

export const deadLetterPaths: PathSource = {};
