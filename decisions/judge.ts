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
  /** The engine can't tell: it is no refusal by a policy, but nothing is allowed by it either. */
  readonly undecided?: true;
  /** Where an allowing statement is missing, when no statement denies. */
  readonly missingIn?: readonly PolicyKind[];
}

export type PolicyKind = "identity" | "resource" | "boundary" | "control";

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

export async function judge(asked: Question): Promise<Verdict> {
  const simulator = await loadEngine();
  const question = inEnginesWords(asked);
  const answer = await simulator.runSimulation(simulationOf(question), {});
  // A question that the engine can't read is refused: whoever guesses proves nothing.
  if (answer.resultType === "error") {
    return undecided(`the policy engine refuses the question: ${answer.errors.message}`);
  }
  const result = answer.resultType === "single" ? answer.result : answer.results[0];
  const allowed = answer.overallResult === "Allowed";
  if (result === undefined) return { allowed, because: "no statement speaks of it" };
  const { analysis, ignoredContextKeys } = result;
  const ignored = (ignoredContextKeys ?? []).filter((key) => asksFor(question, key));
  if (ignored.length > 0) {
    const keys = ignored.join(" and ");
    return undecided(`the policy engine doesn't know ${keys} for ${question.action}`);
  }
  if (allowed) return { allowed, because: grantsIn(simulator, analysis) };
  return { allowed, ...denialsIn(simulator, analysis) };
}

const undecided = (because: string): Verdict => ({ allowed: false, undecided: true, because });

/** Whether a statement about the action, in a policy in force, has a condition on the key. */
function asksFor(question: Question, key: string): boolean {
  const { identityPolicies, boundary, resourcePolicy, controlPolicies = [] } = question;
  const named = [...identityPolicies, ...controlPolicies.flatMap(({ policies }) => policies)];
  const policies = [...named.map(({ policy }) => policy), boundary?.policy, resourcePolicy];
  return policies
    .flatMap((policy) => [policy?.Statement ?? []].flat() as Policy[])
    .filter((statement) => speaksOf(statement, question.action))
    .some(({ Condition }) =>
      JSON.stringify(Condition ?? {})
        .toLowerCase()
        .includes(`"${key.toLowerCase()}":`),
    );
}

/** Statements with NotAction are taken to speak of every action. */
const speaksOf = ({ Action }: Policy, action: string): boolean =>
  Action === undefined || ([Action].flat() as string[]).some((one) => covers(one, action));

const covers = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^$()|[\]\\{}]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "i",
  ).test(action);

/**
 * The engine knows the encryption context by the pattern of its key only. The entry that a request
 * has stands under that, in the request and in the policies alike; conditions on other entries stay
 * as they are, and find nothing.
 */
function inEnginesWords(question: Question): Question {
  const names = Object.keys(question.context).filter((key) =>
    key.startsWith("kms:EncryptionContext:"),
  );
  return names.length !== 1
    ? question
    : (JSON.parse(
        JSON.stringify(question).replaceAll(`"${names[0]}":`, `"${ENGINES_ENTRY}":`),
      ) as Question);
}

const ENGINES_ENTRY = "kms:EncryptionContext:${EncryptionContextKey}";

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

const KINDS: Readonly<Record<string, PolicyKind>> = {
  identity: "identity",
  resource: "resource",
  pb: "boundary",
  scp: "control",
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

function denialsIn(
  simulator: typeof Engine,
  analysis: Engine.RequestAnalysis,
): Pick<Verdict, "because" | "missingIn"> {
  const denials = simulator.getDenialReasons(analysis);
  const explicit = denials
    .filter((denial) => denial.denialType === "Explicit")
    .map(describeStatement);
  if (explicit.length > 0)
    return { because: `with an explicit deny in ${[...new Set(explicit)].join(" and ")}` };
  const silent = new Set(denials.map(({ policyType }) => policyNames[policyType] ?? policyType));
  return {
    because: `because no statement of ${[...silent].join(" or ") || "any policy"} allows it`,
    missingIn: [...new Set(denials.flatMap(({ policyType }) => KINDS[policyType] ?? []))],
  };
}
