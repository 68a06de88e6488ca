export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** The shortest way from one list of lines to the other, by their longest common part. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const common = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [old, now] = [0, 0];
  while (old < before.length || now < after.length) {
    const [was, is] = [before[old], after[now]];
    if (was !== undefined && was === is) {
      lines.push({ kind: "same", text: was });
      [old, now] = [old + 1, now + 1];
    } else if (
      is === undefined ||
      (was !== undefined && at(common, old + 1, now) >= at(common, old, now + 1))
    ) {
      lines.push({ kind: "removed", text: was ?? "" });
      old += 1;
    } else {
      lines.push({ kind: "added", text: is });
      now += 1;
    }
  }
  return lines;
}

const at = (table: readonly (readonly number[])[], row: number, column: number): number =>
  table[row]?.[column] ?? 0;

/** How many lines both still have in common, from each pair of places on. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let old = before.length - 1; old >= 0; old -= 1)
    for (let now = after.length - 1; now >= 0; now -= 1) {
      const row = table[old] ?? [];
      row[now] =
        before[old] === after[now]
          ? at(table, old + 1, now + 1) + 1
          : Math.max(at(table, old + 1, now), at(table, old, now + 1));
    }
  return table;
}

/** Lines near a change; what is between two such places is only counted. */
export interface Hunk {
  readonly skipped: number;
  /** The `Sid` under which the hunk begins, where there is one. */
  readonly sid: string | undefined;
  readonly lines: readonly DiffLine[];
}

const CONTEXT = 3;

export function hunksOf(lines: readonly DiffLine[]): { hunks: readonly Hunk[]; rest: number } {
  const isNear = (index: number) =>
    lines
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ kind }) => kind !== "same");
  const hunks: { skipped: number; sid: string | undefined; lines: DiffLine[] }[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    const isFirst = index === 0 || !isNear(index - 1);
    if (!isNear(index)) skipped += 1;
    else if (isFirst) {
      hunks.push({ skipped, sid: sidAbove(lines, index), lines: [line] });
      skipped = 0;
    } else hunks.at(-1)?.lines.push(line);
  }
  return { hunks, rest: skipped };
}

const SID = /^\s*"Sid": "([^"]*)"/;

function sidAbove(lines: readonly DiffLine[], index: number): string | undefined {
  const named = lines.slice(0, index).findLast(({ text }) => SID.test(text));
  return named && SID.exec(named.text)?.[1];
}
