import { z } from "zod";
import { type Step, type Timed } from "./critical-path";

const message = z.object({
  type: z.string(),
  "@timestamp": z.coerce.date(),
  hook: z.object({ resource: z.object({ addr: z.string() }) }),
});

/**
 * How long each resource took, from Terraform's `-json` lines. Their own `elapsed_seconds` are
 * whole seconds, so the times of the lines are taken.
 */
export function stepsIn(lines: readonly string[]): readonly Step[] {
  const started = new Map<string, number>();
  return lines.flatMap((line) => {
    const read = message.safeParse(parsed(line)).data;
    if (!read) return [];
    const { type, "@timestamp": at, hook } = read;
    const address = hook.resource.addr;
    if (type === "apply_start") started.set(address, at.getTime());
    if (type !== "apply_complete") return [];
    return [{ address, seconds: (at.getTime() - (started.get(address) ?? at.getTime())) / 1000 }];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A crash says what it has to say in no JSON.
    return undefined;
  }
}

const state = z.object({
  resources: z.array(
    z.object({
      mode: z.enum(["managed", "data"]),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.object({ dependencies: z.array(z.string()).default([]) })),
    }),
  ),
});

/** What each resource waited for, from the text of a state file; of data sources it says nothing. */
export function withDependencies(steps: readonly Step[], stateText: string): readonly Timed[] {
  const managed = state
    .parse(JSON.parse(stateText))
    .resources.filter(({ mode }) => mode === "managed");
  const dependencies = new Map(
    managed.map(({ type, name, instances }) => [
      `${type}.${name}`,
      instances.flatMap((instance) => instance.dependencies),
    ]),
  );
  return steps.map((step) => ({ ...step, dependencies: dependencies.get(step.address) ?? [] }));
}
