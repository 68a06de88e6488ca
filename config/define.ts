import type { WardenInput } from "./schema";

/** Types the configuration while it is written; it is validated when it is loaded. */
export const defineWarden = (config: WardenInput): WardenInput => config;
