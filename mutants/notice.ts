import type { WardenConfig } from "../config/schema";
import { planStacks } from "../config/stack-plan";
import type { TerraformStack } from "../proof/model/stack";
import { scopesOf } from "../proof/scope";
import { Base } from "./base";
import type { Mutant } from "./mutant";

/** What the proof said of a mutant; `by` is the path, rule or error that was seen first. */
export type Notice =
  | { readonly noticed: true; readonly by: string; readonly crashed?: true }
  | { readonly noticed: false };

/** Proves mutants of one configuration's stacks, as little of it as tells. */
export class Noticer {
  private readonly bases = new Map<string | undefined, Promise<Base>>();
  private readonly owners: ReadonlyMap<string, string>;

  constructor(
    private readonly config: WardenConfig,
    private readonly stacks: readonly TerraformStack[],
    /** Judges everything again for each mutant: slow, and the same must come of it. */
    private readonly isThorough = false,
  ) {
    this.owners = new Map(
      planStacks(config).flatMap(({ name, workload }) => (workload ? [[name, workload.name]] : [])),
    );
  }

  /** Everything that isn't proved of the stacks as they are: paths, and rules with places. */
  async unproved(): Promise<string[]> {
    const workloads = this.config.workloads.map(({ name }) => name);
    const found: string[] = [];
    for (const workload of [undefined, ...workloads]) {
      found.push(...(await this.baseOf(workload)).unproved);
    }
    return found;
  }

  /** A mutant of a shared stack bears on every workload; one of a workload's on that one alone. */
  async notice(mutant: Mutant): Promise<Notice> {
    try {
      const spoiled = mutant.apply();
      const stacks = this.stacks.map((one) => (one.name === spoiled.name ? spoiled : one));
      const owner = this.owners.get(mutant.stack);
      const chosen = owner === undefined ? undefined : [owner];
      for (const scope of scopesOf(this.config, stacks, chosen)) {
        const base = await this.baseOf(scope.workload?.name);
        const by = await base.newFault(scope, mutant, this.isThorough);
        if (by !== undefined) return { noticed: true, by };
      }
      return { noticed: false };
    } catch (error) {
      return { noticed: true, crashed: true, by: (error as Error).message };
    }
  }

  private baseOf(workload: string | undefined): Promise<Base> {
    const known = this.bases.get(workload) ?? this.judgeBase(workload);
    this.bases.set(workload, known);
    return known;
  }

  private judgeBase(workload: string | undefined): Promise<Base> {
    const chosen = workload === undefined ? undefined : [workload];
    const [scope] = scopesOf(this.config, this.stacks, chosen);
    if (!scope) throw new Error(`the configuration has no workload ${workload ?? ""}`);
    return Base.of(scope);
  }
}
