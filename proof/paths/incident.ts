import type { PathSource } from "../scope";

export const incidentPaths: PathSource = {};
