/**
 * What CHANGELOG.md tells operators that the next release destroys or replaces, in its newest
 * section, one list item each:
 *
 *     - Replaced: `aws_cloudwatch_event_rule.Bus_Rule-*` in `audit`: findings wait for some seconds.
 *
 * First the addresses, `*` for any text; then, if it isn't all, the stacks; then what is seen.
 */
export interface Entry {
  readonly how: "destroyed" | "replaced";
  readonly addresses: readonly string[];
  /** @default every stack */
  readonly stacks: readonly string[];
  /** What the operator sees, and does. */
  readonly seen: string;
  /** The item as it stands. */
  readonly text: string;
}

const UNRELEASED = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m;
const ITEM = /^- .*(?:\n {2}\S.*)*/gm;
const ENTRY = /^- (Destroyed|Replaced): ([^:]*)(?:: (.*))?$/;
const ADDRESS = /^[a-z0-9_*]+\.\S+$/;

export function entriesIn(changelog: string): Entry[] {
  const [, section = ""] = UNRELEASED.exec(changelog) ?? [];
  return [...section.matchAll(ITEM)].flatMap(([item]): Entry[] => {
    const text = item.replaceAll(/\s+/g, " ");
    const [, how, head = "", seen = ""] = ENTRY.exec(text) ?? [];
    if (how === undefined) return [];
    const quoted = [...head.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    return [
      {
        how: how === "Destroyed" ? "destroyed" : "replaced",
        addresses: quoted.filter((name) => ADDRESS.test(name)),
        stacks: quoted.filter((name) => !ADDRESS.test(name)),
        seen,
        text,
      },
    ];
  });
}

/** Whether `pattern`, in which `*` is any text, is the whole of `text`. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
