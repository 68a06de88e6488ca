import type * as Engine from "@cloud-copilot/iam-simulate";
import { keepCollators } from "./kept-collators";
import type { ControlLevel, Question } from "./question";

/** The policy engine is an optional package: its licence is the user's choice. */
export class PolicyEngineMissing extends Error {
  override readonly name = "PolicyEngineMissing";

  constructor(cause: unknown) {
    super(
      "Policies can't be judged: install the policy engine with npm install --save-dev @cloud-copilot/iam-simulate",
      {
        cause,
      },
    );
  }
}

let engine: Promise<typeof Engine> | undefined;

/** Fails early, and by name, where the package is absent. */
export function loadEngine(): Promise<typeof Engine> {
  keepCollators();
  engine ??= import("@cloud-copilot/iam-simulate").catch((error: unknown) => {
    throw new PolicyEngineMissing(error);
  });
  return engine;
}

const ENTRY = /^kms:EncryptionContext:/i;

/**
 * The engine knows the encryption context by the pattern of its key only. The entry that a request
 * has stands under that, in the request and in the policies alike; conditions on other entries stay
 * as they are, and find nothing.
 */
export function inEnginesWords(question: Question): Question {
  const [name, ...others] = Object.keys(question.context).filter((key) => ENTRY.test(key));
  if (name === undefined || others.length > 0) return question;
  const renamed = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_, inside: unknown) => withEntry(inside, name)) as unknown;
  return renamed(question) as Question;
}

const ENGINES_ENTRY = "kms:EncryptionContext:${EncryptionContextKey}";

/** Names of condition keys are compared whatever their case (IAM guide, reference_policies_elements_condition). */
function withEntry(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    entries.map(([key, inside]) => [
      key.toLowerCase() === name.toLowerCase() ? ENGINES_ENTRY : key,
      inside,
    ]),
  );
}

const inLevels = (levels: readonly ControlLevel[] = []) =>
  levels.map(({ id, policies }) => ({ orgIdentifier: id, policies: [...policies] }));

export const simulationOf = (question: Question): Engine.Simulation => ({
  request: {
    principal: question.principal,
    action: question.action,
    resource: { resource: question.resource, accountId: question.resourceAccount },
    contextVariables: Object.fromEntries(
      Object.entries(question.context).map(([key, value]) => [
        key,
        typeof value === "string" ? value : [...value],
      ]),
    ),
  },
  identityPolicies: [...question.identityPolicies],
  serviceControlPolicies: inLevels(question.controlPolicies),
  resourceControlPolicies: inLevels(question.resourceControls),
  ...(question.resourcePolicy === undefined ? {} : { resourcePolicy: question.resourcePolicy }),
  ...(question.boundary === undefined ? {} : { permissionBoundaryPolicies: [question.boundary] }),
});
