import { visibleJson } from "../../lambda/responder/alert/quote";
import { type Judgement } from "./judge";
import { type Place } from "./records";

/** One record of a file and what would become of it. */
export type Replayed = Place & Judgement;

/** Text that others chose on one line: what could pass for a line of ours is escaped. */
export const onOneLine = (text: string): string =>
  visibleJson(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");

/** An array, one element a line, in pieces: one text may be longer than a string can be. */
export function* asJson(records: readonly Replayed[]): Generator<string> {
  yield "[";
  for (const [position, record] of records.entries()) {
    yield `${position === 0 ? "" : ","}\n${JSON.stringify(record)}`;
  }
  yield records.length > 0 ? "\n]\n" : "]\n";
}

export function* asText(records: readonly Replayed[]): Generator<string> {
  let file: string | undefined;
  for (const record of records) {
    if (record.file !== file) yield `${file === undefined ? "" : "\n"}${onOneLine(record.file)}\n`;
    file = record.file;
    yield lines(record);
  }
  yield `${records.length > 0 ? "\n" : ""}${summary(records)}\n`;
}

const INDENT = " ".repeat(18);

function lines({ index, verdict, actions, reasons, ...record }: Replayed): string {
  const head = `${String(index).padStart(6)}  ${verdict.padEnd(9)} `;
  const wouldDo = actions.length > 0 ? [`would: ${actions.map(onOneLine).join(", ")}`] : [];
  const more = [...wouldDo, ...reasons.map((reason) => `why: ${onOneLine(reason)}`)];
  return [`${head}${subject(record)}`, ...more.map((line) => `${INDENT}${line}`), ""].join("\n");
}

function subject({
  bucket,
  key,
  versionId,
  principal,
}: Pick<Replayed, "bucket" | "key" | "versionId" | "principal">): string {
  const parts = [
    bucket === null ? "no bucket" : onOneLine(bucket),
    ...(key === null ? [] : [visibleJson(key)]),
    ...(versionId === null ? [] : [`version ${onOneLine(versionId)}`]),
    ...(principal === null
      ? []
      : [`by ${principal.kind} ${onOneLine(principal.arn ?? principal.userId)}`]),
  ];
  return parts.join("  ");
}

const VERDICTS = ["intruder", "protected", "allowed", "ignored"] as const;

function summary(records: readonly Replayed[]): string {
  const counts = VERDICTS.map((verdict) => {
    const { length } = records.filter((record) => record.verdict === verdict);
    return `${length} ${verdict}`;
  });
  return `${records.length} ${records.length === 1 ? "record" : "records"}: ${counts.join(", ")}`;
}
