import type { PathSource } from "../scope";

export const uploadPaths: PathSource = {};
