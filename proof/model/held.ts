import { COMPUTED } from "./attributes";
import { FROM_ESTATE } from "./across";
import type { Estate } from "./estate";
import { marked, resolveValue, Unresolved } from "./expressions";
import type { Resource } from "./resource";
import { type Arguments, providerPlace, type ProviderPlace, type TerraformStack } from "./stack";

/** For Terraform itself; no value of AWS's. */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  "//",
  "connection",
  "depends_on",
  "dynamic",
  "lifecycle",
  "provider",
  "provisioner",
]);

interface Parts {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly id: string;
  readonly given: Arguments;
}

/** A resource as an estate holds it: what was worked out once is kept. */
export class Held implements Resource {
  readonly stack: TerraformStack;
  readonly type: string;
  readonly address: string;
  private readonly given: Arguments;
  private readonly known = new Map<string, unknown>();
  private at?: ProviderPlace;

  constructor(
    private readonly estate: Estate,
    { stack, type, id, given }: Parts,
  ) {
    this.stack = stack;
    this.type = type;
    this.address = `${type}.${id}`;
    this.given = given;
  }

  get place(): ProviderPlace {
    this.at ??= providerPlace(this.stack, this.given.provider, (given) =>
      this.resolved("provider", given),
    );
    return this.at;
  }

  value(name: string): unknown {
    if (!this.known.has(name)) {
      // Whoever refers to itself finds nothing.
      this.known.set(name, undefined);
      this.known.set(name, this.worked(name));
    }
    return this.known.get(name);
  }

  /** Every argument; whatever can't be resolved is noted. */
  workOut(): void {
    for (const name of [...Object.keys(this.given), ...this.dynamicBlocks()])
      if (!META_ARGUMENTS.has(name)) this.value(name);
  }

  private dynamicBlocks(): readonly string[] {
    const { dynamic } = this.given;
    return ([dynamic ?? []].flat() as Arguments[]).flatMap((blocks) => Object.keys(blocks));
  }

  private worked(name: string): unknown {
    if (this.dynamicBlocks().includes(name)) return this.unread(name);
    const given = this.given[name];
    if (given !== undefined && given !== null) return this.resolved(name, given);
    return FROM_ESTATE[this.type]?.(name, this, this.estate) ?? COMPUTED[this.type]?.[name]?.(this);
  }

  private unread(name: string): string {
    const expression = `dynamic.${name}`;
    this.estate.note(this, name, new Unresolved(expression, "how many there are isn't read"));
    return marked(expression);
  }

  private resolved(name: string, given: unknown): unknown {
    const lookup = (steps: readonly string[]) => this.estate.lookup(this.stack, steps);
    return resolveValue(given, lookup, (unresolved) => {
      if (!META_ARGUMENTS.has(name)) this.estate.note(this, name, unresolved);
    });
  }
}
