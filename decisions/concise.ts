import { loadEngine, simulationOf } from "./engine";
import { onceForEach } from "./known";
import {
  hasVariables,
  mapPolicies,
  type Policy,
  type Question,
  speaksOf,
  type Standing,
  statementsOf,
} from "./question";

/**
 * The same question without statements about other actions. The engine weighs the conditions of
 * every statement, whatever it is about; and questions that differ in such statements alone become
 * one. A policy stays whole where the engine could say anything else of its part.
 */
export async function concise(question: Question): Promise<Question> {
  const found: [Policy, Standing["kind"]][] = [];
  mapPolicies(question, (policy, { kind }) => {
    found.push([policy, kind]);
    return policy;
  });
  for (const [policy, kind] of found) await learn(policy, kind);
  return mapPolicies(question, (policy, { kind }) =>
    known[kind].get(policy) === true ? partAbout(policy, question.action) : policy,
  );
}

/** By what stands in its place, whether a policy may be cut. */
const known: Readonly<Record<Standing["kind"], WeakMap<Policy, boolean>>> = {
  identity: new WeakMap(),
  boundary: new WeakMap(),
  resource: new WeakMap(),
  control: new WeakMap(),
  "resource control": new WeakMap(),
};

async function learn(policy: Policy, kind: Standing["kind"]): Promise<void> {
  if (!known[kind].has(policy))
    known[kind].set(policy, isPlain(policy) && (await isReadable(policy, kind)));
}

/** Statements without a Sid are told by their place; what variables come to hangs on the request. */
const isPlain = (policy: Policy): boolean =>
  !hasVariables(policy) &&
  statementsOf(policy).every(({ Sid }) => typeof Sid === "string" && Sid !== "");

/** Any request that AWS knows: what matters is whether the engine takes the whole policy. */
const ANY: Question = {
  principal: "arn:aws:iam::111111111111:role/any",
  action: "sqs:SendMessage",
  resource: "arn:aws:sqs:us-east-1:111111111111:any",
  resourceAccount: "111111111111",
  context: {},
  identityPolicies: [],
};

/** A policy with a fault is none, in AWS as in the engine, whichever statement has it. */
async function isReadable(policy: Policy, kind: Standing["kind"]): Promise<boolean> {
  const { runSimulation } = await loadEngine();
  const named = { name: "any", policy };
  const levels = [{ id: "any", policies: [named] }];
  const standing: Readonly<Record<Standing["kind"], Partial<Question>>> = {
    identity: { identityPolicies: [named] },
    boundary: { boundary: named },
    resource: { resourcePolicy: policy },
    control: { controlPolicies: levels },
    "resource control": { resourceControls: levels },
  };
  const { resultType } = await runSimulation(simulationOf({ ...ANY, ...standing[kind] }), {});
  return resultType !== "error";
}

const partAbout = onceForEach((policy: Policy, action: string): Policy => {
  const all = statementsOf(policy);
  const Statement = all.filter((one) => mayBearOn(one, action));
  return Statement.length === all.length ? policy : { ...policy, Statement };
});

/** Written as AWS documents actions: the engine has its own way with blanks and commas. */
const PLAIN = /^[\w*?:-]+$/;

/** One with NotPrincipal leaves doubts whatever it is about: judge has them looked at. */
const mayBearOn = (statement: Policy, action: string): boolean =>
  statement.NotPrincipal !== undefined ||
  speaksOf(statement, action) ||
  ![statement.Action].flat().every((one) => PLAIN.test(String(one)));
