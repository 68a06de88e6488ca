import type * as Engine from "@cloud-copilot/iam-simulate";

export type Policy = Readonly<Record<string, unknown>>;

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** One question to the policies in force: may this principal do this, here, now? */
export interface Question {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: Readonly<Record<string, string>>;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resourcePolicy?: Policy;
  /** Service control policies by level, the root's first. @default no level limits the principal */
  readonly controlPolicies?: readonly ControlLevel[];
}

export interface ControlLevel {
  /** Root, unit or account. */
  readonly id: string;
  readonly policies: readonly NamedPolicy[];
}

export interface Verdict {
  readonly allowed: boolean;
  /** The statement that decided, or what was missing. */
  readonly because: string;
}

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
  engine ??= import("@cloud-copilot/iam-simulate").catch((error: unknown) => {
    throw new PolicyEngineMissing(error);
  });
  return engine;
}

export async function judge(question: Question): Promise<Verdict> {
  const simulator = await loadEngine();
  const answer = await simulator.runSimulation(simulationOf(question), {});
  // A question that the engine can't read is refused: an emulator that guesses proves nothing.
  if (answer.resultType === "error") {
    return {
      allowed: false,
      because: `the policy engine refuses the question: ${answer.errors.message}`,
    };
  }
  const analysis =
    answer.resultType === "single" ? answer.result.analysis : answer.results[0]?.analysis;
  const allowed = answer.overallResult === "Allowed";
  if (analysis === undefined) return { allowed, because: "no statement speaks of it" };
  return {
    allowed,
    because: allowed ? grantsIn(simulator, analysis) : denialsIn(simulator, analysis),
  };
}

const simulationOf = (question: Question): Engine.Simulation => ({
  request: {
    principal: question.principal,
    action: question.action,
    resource: { resource: question.resource, accountId: question.resourceAccount },
    contextVariables: { ...question.context },
  },
  identityPolicies: [...question.identityPolicies],
  serviceControlPolicies: (question.controlPolicies ?? []).map(({ id, policies }) => ({
    orgIdentifier: id,
    policies: [...policies],
  })),
  resourceControlPolicies: [],
  ...(question.resourcePolicy === undefined ? {} : { resourcePolicy: question.resourcePolicy }),
  ...(question.boundary === undefined ? {} : { permissionBoundaryPolicies: [question.boundary] }),
});

interface Statement {
  readonly policyType: string;
  readonly policyIdentifier?: string;
  readonly statementId?: string | undefined;
  readonly statementIndex: number;
}

const policyNames: Readonly<Record<string, string>> = {
  identity: "an identity-based policy",
  resource: "a resource-based policy",
  pb: "a permissions boundary",
  scp: "a service control policy",
};

const describeStatement = ({
  policyType,
  policyIdentifier,
  statementId,
  statementIndex,
}: Statement): string => {
  const policy = policyNames[policyType] ?? policyType;
  const name = policyIdentifier === undefined ? "" : ` ${policyIdentifier}`;
  return `${policy}${name}, statement ${statementId ?? statementIndex}`;
};

function grantsIn(simulator: typeof Engine, analysis: Engine.RequestAnalysis): string {
  const grants = simulator.getGrantReasons(analysis).map(describeStatement);
  return `allowed by ${[...new Set(grants)].join(" and ")}`;
}

function denialsIn(simulator: typeof Engine, analysis: Engine.RequestAnalysis): string {
  const denials = simulator.getDenialReasons(analysis);
  const explicit = denials
    .filter((denial) => denial.denialType === "Explicit")
    .map(describeStatement);
  if (explicit.length > 0)
    return `with an explicit deny in ${[...new Set(explicit)].join(" and ")}`;
  const silent = new Set(denials.map(({ policyType }) => policyNames[policyType] ?? policyType));
  return `because no statement of ${[...silent].join(" or ") || "any policy"} allows it`;
}
