import type { PathSource } from "../scope";

export const blockPaths: PathSource = {};
