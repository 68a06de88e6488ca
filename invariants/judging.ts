import { type Resource, whereOf } from "../proof/model/resource";
import type { TerraformStack } from "../proof/model/stack";
import { isOfWorkload, type Scope, type WorkloadScope } from "../proof/scope";
import type { Exception, Judge, Judged } from "./invariant";

/** What is wrong; nothing where the rule is kept. */
export type Fault = string | undefined;

export const unless = (kept: boolean, fault: string): Fault => (kept ? undefined : fault);

/** Several faults in one sentence. */
export const together = (faults: readonly Fault[]): Fault => {
  const found = faults.filter((fault) => fault !== undefined);
  return found.length > 0 ? [...new Set(found)].join("; ") : undefined;
};

/** A place and its fault. Whoever throws while judging has found one: nothing passes unjudged. */
export function judged(where: string, faultOf: () => Fault): Judged {
  try {
    const fault = faultOf();
    return fault === undefined ? { where } : { where, fault };
  } catch (error) {
    return { where, fault: `it can't be judged: ${(error as Error).message}` };
  }
}

/** Resources of a type in the stacks that the scope answers for. */
export const ownResources = ({ estate, own }: Scope, type: string): readonly Resource[] =>
  estate.resources(type).filter(({ stack }) => own.includes(stack));

/** Every resource there; data sources left out. */
export const allResources = (scope: Scope): readonly Resource[] =>
  [...new Set(scope.own.flatMap(({ json }) => Object.keys(json.resource ?? {})))].flatMap((type) =>
    ownResources(scope, type),
  );

type OfResource = (resource: Resource, scope: Scope) => Fault;

/** Judges every resource of these types. */
export const each =
  (
    types: string | readonly string[],
    faultOf: OfResource,
    exceptions: readonly Exception<Resource>[] = [],
  ): Judge =>
  (scope) =>
    [types]
      .flat()
      .flatMap((type) => ownResources(scope, type))
      .map((resource) => {
        const found = judged(whereOf(resource), () => faultOf(resource, scope));
        const exception =
          found.fault !== undefined && exceptions.find(({ fits }) => fits(resource, scope));
        return exception ? { where: found.where, excepted: exception.why } : found;
      });

/** Judges every stack as a whole. */
export const eachStack =
  (faultOf: (stack: TerraformStack, scope: Scope) => Fault): Judge =>
  (scope) =>
    scope.own.map((stack) => judged(stack.name, () => faultOf(stack, scope)));

/** What mustn't be there: each is a fault, and a stack without any keeps the rule. */
export const none =
  (types: readonly string[], fault: string): Judge =>
  (scope) => {
    const found = types.flatMap((type) => ownResources(scope, type));
    const clean = scope.own.filter((stack) => !found.some((resource) => resource.stack === stack));
    return [
      ...found.map((resource) => ({ where: whereOf(resource), fault })),
      ...clean.map(({ name }) => ({ where: name })),
    ];
  };

/** Judges what the accounts share, and nothing of a single workload. */
export const ofShared =
  (judge: Judge): Judge =>
  (scope) =>
    scope.workload === undefined ? judge(scope) : [];

/** Judges what is a workload's. */
export const ofWorkload =
  (judge: (scope: WorkloadScope) => readonly Judged[]): Judge =>
  (scope) =>
    isOfWorkload(scope) ? judge(scope) : [];
