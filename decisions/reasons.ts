import type * as Engine from "@cloud-copilot/iam-simulate";
import type { PolicyKind, Verdict } from "./question";

interface Statement {
  readonly policyType: string;
  readonly policyIdentifier?: string;
  readonly statementId?: string | undefined;
  readonly statementIndex: number;
}

interface Kind {
  readonly name: string;
  readonly kind?: PolicyKind;
}

/** By the engine's names. */
const KINDS: Readonly<Record<string, Kind>> = {
  identity: { name: "an identity-based policy", kind: "identity" },
  resource: { name: "a resource-based policy", kind: "resource" },
  pb: { name: "a permissions boundary", kind: "boundary" },
  scp: { name: "a service control policy", kind: "control" },
  rcp: { name: "a resource control policy" },
};

const nameOf = (policyType: string): string => KINDS[policyType]?.name ?? policyType;

const describeStatement = (statement: Statement): string => {
  const { policyType, policyIdentifier, statementId, statementIndex } = statement;
  const name = policyIdentifier === undefined ? "" : ` ${policyIdentifier}`;
  return `${nameOf(policyType)}${name}, statement ${statementId ?? statementIndex}`;
};

const each = (words: readonly string[], conjunction: string): string =>
  [...new Set(words)].join(` ${conjunction} `);

export function grantsIn(simulator: typeof Engine, analysis: Engine.RequestAnalysis): string {
  const grants = simulator.getGrantReasons(analysis).map(describeStatement);
  return `allowed by ${each(grants, "and")}`;
}

/**
 * @param isService a service has no policies of its own: only the resource's could allow it
 */
export function denialsIn(
  simulator: typeof Engine,
  analysis: Engine.RequestAnalysis,
  isService: boolean,
): Pick<Verdict, "because" | "missingIn"> {
  const denials = simulator.getDenialReasons(analysis);
  const explicit = denials.filter(({ denialType }) => denialType === "Explicit");
  if (explicit.length > 0) {
    const named = explicit.map((denial) => describeStatement(denial as Statement));
    return { because: `with an explicit deny in ${each(named, "and")}` };
  }
  const silent = denials
    .map(({ policyType }) => policyType as string)
    .filter((policyType) => policyType !== "identity" || !isService);
  // The engine passes over a resource's policy that isn't there at all.
  const needsOne = isService || !analysis.sameAccount;
  if (needsOne && analysis.resourceAnalysis?.result === "NotApplicable") silent.push("resource");
  return {
    because: `because no statement of ${each(silent.map(nameOf), "or") || "any policy"} allows it`,
    missingIn: [...new Set(silent.flatMap((policyType) => KINDS[policyType]?.kind ?? []))],
  };
}
