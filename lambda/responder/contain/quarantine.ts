import { type QuarantinePlan, type QuarantineTarget } from "../decide/decision";
import { type Quarantine } from "../outcome";

/** IAM's answer to attaching the quarantine policy; any other trouble is thrown. */
export type AttachAnswer = "attached" | "no-such-principal" | "not-editable";

export interface QuarantinePorts {
  /** Attaches the module's own deny policy; attaching it twice is the same as once. */
  readonly attachQuarantine: (target: QuarantineTarget) => Promise<AttachAnswer>;
}

export async function quarantine(
  plan: QuarantinePlan,
  ports: QuarantinePorts,
): Promise<Quarantine> {
  if ("later" in plan) return { status: "awaiting-trail", why: plan.later };
  if ("impossible" in plan) return { status: "impossible", why: plan.impossible };

  const { kind, name } = plan.attachTo;
  const answer = await ports.attachQuarantine(plan.attachTo);
  if (answer === "not-editable") {
    return { status: "impossible", why: `AWS lets nobody edit the ${kind} ${name}` };
  }
  return { status: answer, to: `${kind} ${name}` };
}
