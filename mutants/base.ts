import type { Scope } from "../proof/scope";
import { type Judgement, type Source, SOURCES } from "./judgements";
import type { Mutant } from "./mutant";
import { OPAQUE, Reads } from "./reads";

/** A judgement on the stacks as they are: what it read, and what it found. */
interface Judged {
  readonly keys: ReadonlySet<string>;
  readonly faults: ReadonlySet<string>;
}

/** What one source judges, and what making the list read. */
interface Family {
  readonly source: Source;
  readonly keys: ReadonlySet<string>;
  readonly judged: ReadonlyMap<string, Judged>;
}

/** A judgement that may come out otherwise, and what was wrong before. */
interface Suspect {
  readonly judgement: Judgement;
  readonly before: Judged | undefined;
}

/** One scope as it is before anything is spoiled, and what every judgement on it hangs on. */
export class Base {
  /** Which judgement told of a resource's last mutant: the first to ask about the next. */
  private readonly telltales = new Map<string, string>();

  private constructor(
    private readonly reads: Reads,
    private readonly families: readonly Family[],
  ) {}

  static async of(scope: Scope): Promise<Base> {
    const reads = new Reads();
    const followed = reads.followed(scope);
    const families: Family[] = [];
    for (const source of SOURCES) families.push(await judgedBy(source, { reads, followed }));
    return new Base(reads, families);
  }

  /** What isn't proved to begin with: it can't tell of a mutant. */
  get unproved(): readonly string[] {
    return this.families
      .flatMap(({ judged }) => [...judged.values()])
      .flatMap(({ faults }) => [...faults]);
  }

  /**
   * The first fault that the same scope has with one thing spoiled, and hadn't before.
   * @param isThorough everything is judged again, whatever it read
   */
  async newFault(
    scope: Scope,
    { address }: Pick<Mutant, "address">,
    isThorough = false,
  ): Promise<string | undefined> {
    const changed = isThorough ? undefined : this.reads.changedIn(scope.estate);
    const suspects = this.families.flatMap((family) => suspectsIn(family, scope, changed));
    const last = this.telltales.get(address);
    // What can't be followed is asked about every mutant: last.
    const order = ({ judgement, before }: Suspect): number =>
      judgement.id === last ? 0 : before?.keys.has(OPAQUE) ? 2 : 1;
    for (const { judgement, before } of suspects.sort((one, other) => order(one) - order(other))) {
      const fault = (await judgement.faults()).find((one) => !before?.faults.has(one));
      if (fault === undefined) continue;
      this.telltales.set(address, judgement.id);
      return fault;
    }
    return undefined;
  }
}

interface Followed {
  readonly reads: Reads;
  readonly followed: Scope;
}

async function judgedBy(source: Source, { reads, followed }: Followed): Promise<Family> {
  const { result: listed, keys } = await reads.during(() => source(followed));
  const judged = new Map<string, Judged>();
  for (const { id, faults } of listed) {
    const { result, keys: read } = await reads.during(faults);
    judged.set(id, { keys: read, faults: new Set(result) });
  }
  return { source, keys, judged };
}

const isTouched = (keys: ReadonlySet<string>, changed: ReadonlySet<string> | undefined): boolean =>
  !changed || keys.has(OPAQUE) || [...changed].some((key) => keys.has(key));

/** Where the list itself hangs on what changed, so may everything in it. */
function suspectsIn(
  { source, keys, judged }: Family,
  scope: Scope,
  changed: ReadonlySet<string> | undefined,
): readonly Suspect[] {
  const isListTouched = isTouched(keys, changed);
  const isSuspect = (before: Judged | undefined): boolean =>
    isListTouched || !before || isTouched(before.keys, changed);
  if (![...judged.values()].some(isSuspect)) return [];
  return source(scope)
    .map((judgement) => ({ judgement, before: judged.get(judgement.id) }))
    .filter(({ before }) => isSuspect(before));
}
