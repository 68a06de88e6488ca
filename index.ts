/**
 * Bucket Warden as a library: a configuration, and the stacks that are made of it. Constructs,
 * stack classes and the matcher of jest have entries of their own: docs/library.md.
 */
export { defineWarden } from "./config/define";
export { ConfigError, type Fault } from "./config/faults";
export { loadConfig, parseConfig } from "./config/load";
export { type WardenConfig, type WardenInput, type Workload } from "./config/schema";
export { type PlannedStack, planStacks, type StackKind } from "./config/stack-plan";
export { synthesize, type SynthesizedStack } from "./stacks/synthesize";
