/** One resource, and how long Terraform was busy with it. */
export interface Step {
  readonly address: string;
  readonly seconds: number;
}

export interface Timed extends Step {
  /** Addresses that it waits for; may name what isn't among the resources, and those behind them. */
  readonly dependencies: readonly string[];
}

/** The chain of resources, each waiting for the one before, whose times add up to the most. */
export function criticalPath(resources: readonly Timed[]): readonly Step[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const ending = new Map<string, readonly Step[]>();
  const longestTo = ({ address, seconds, dependencies }: Timed): readonly Step[] => {
    const known = ending.get(address);
    if (known) return known;
    const before = dependencies.flatMap((dependency) => byAddress.get(dependency) ?? []);
    const path = [...longest(before.map(longestTo)), { address, seconds }];
    ending.set(address, path);
    return path;
  };
  return longest(resources.map(longestTo));
}

export const secondsOf = (steps: readonly Step[]): number =>
  steps.reduce((sum, { seconds }) => sum + seconds, 0);

const longest = (paths: readonly (readonly Step[])[]): readonly Step[] =>
  paths.reduce((best, path) => (secondsOf(path) > secondsOf(best) ? path : best), []);
