import path from "node:path";
import { messageOf } from "./files";
import { findFault } from "./json-fault";
import { readLines } from "./lines";

/** One event of a file, or what keeps a part of the file from being one. */
export type Document =
  | { readonly event: unknown }
  | { readonly fault: string; readonly line?: number; readonly column?: number };

const ONE_A_LINE = /\.(jsonl|ndjson)(\.gz)?$/;
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The events of a file: one JSON text, or one a line, which is so when the first line is whole or
 * the file's name says so. An array is as many events as it has elements.
 */
export async function* readDocuments(file: string): AsyncGenerator<Document> {
  try {
    yield* documentsOf(readLines(file), ONE_A_LINE.test(path.basename(file)));
  } catch (error) {
    yield { fault: messageOf(error) };
  }
}

async function* documentsOf(
  lines: AsyncGenerator<string>,
  isOneALine: boolean,
): AsyncGenerator<Document> {
  let number = 0;
  let isByLine = isOneALine;
  const whole: string[] = [];
  for await (const raw of lines) {
    number++;
    const line = number === 1 && raw.startsWith(BYTE_ORDER_MARK) ? raw.slice(1) : raw;
    const isFirst = whole.every((earlier) => earlier.trim() === "");
    isByLine ||= isFirst && line.trim() !== "" && isJson(line);
    if (isByLine) yield* parseLine(line, number);
    else whole.push(line);
  }
  if (!isByLine) yield* parse(whole.join("\n"), 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* parseLine(line: string, number: number): Generator<Document> {
  if (line.trim() !== "") yield* parse(line, number - 1);
}

function* parse(text: string, linesBefore: number): Generator<Document> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const { line, column, problem } = findFault(text);
    yield { fault: problem, line: linesBefore + line, column };
    return;
  }
  for (const event of Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]) yield { event };
}
