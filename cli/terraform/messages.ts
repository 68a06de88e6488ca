import { z } from "zod";

const count = z.number().default(0);

/** The parts of Terraform's `-json` lines that a rehearsal reads. */
const message = z.object({
  type: z.string(),
  hook: z
    .object({
      resource: z.object({ addr: z.string() }),
      action: z.string().default(""),
      elapsed_seconds: z.number().default(0),
    })
    .optional()
    .catch(undefined),
  changes: z
    .object({ add: count, change: count, remove: count, operation: z.string() })
    .optional()
    .catch(undefined),
  diagnostic: z
    .object({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().default(""),
      address: z.string().optional(),
    })
    .optional()
    .catch(undefined),
});

export type TerraformMessage = z.output<typeof message>;

/** Undefined for a line that is none of Terraform's messages: a crash, say. */
export function readMessage(line: string): TerraformMessage | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Errors among the messages, each with the address of the resource that they are about. */
export function errorsIn(messages: readonly TerraformMessage[]): string[] {
  return messages.flatMap(({ diagnostic }) => {
    if (diagnostic?.severity !== "error") return [];
    const { address, summary, detail } = diagnostic;
    return [[address, summary, detail].filter(Boolean).join(": ")];
  });
}
