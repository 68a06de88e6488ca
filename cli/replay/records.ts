import { readEvent } from "../../lambda/responder/events/parse-event";
import { type AccountOf } from "../../lambda/responder/events/parse-place";
import { type Reading } from "../../lambda/responder/events/reading";
import { readDocuments } from "./documents";
import { findFiles } from "./files";

export interface Place {
  readonly file: string;
  /** The record's position among all of the file's, from 0. */
  readonly index: number;
}

export interface Recorded extends Place {
  readonly reading: Reading;
}

/** A file, or a part of one, that can't be read. */
export interface Unread {
  /** The file and, in it, the line and the column. */
  readonly where: string;
  readonly fault: string;
}

/** Every record of every file at the paths, one after another: no file is held whole. */
export async function* readRecords(
  paths: readonly string[],
  accountOf: AccountOf,
): AsyncGenerator<Recorded | Unread> {
  for (const found of findFiles(paths)) {
    if ("fault" in found) yield { where: found.file, fault: found.fault };
    else yield* readFile(found.file, accountOf);
  }
}

async function* readFile(file: string, accountOf: AccountOf): AsyncGenerator<Recorded | Unread> {
  let index = 0;
  for await (const document of readDocuments(file)) {
    if ("fault" in document) {
      const { fault, line, column } = document;
      yield { where: [file, line, column].filter((part) => part !== undefined).join(":"), fault };
    } else {
      for (const reading of readEvent(document.event, accountOf)) {
        yield { file, index: index++, reading };
      }
    }
  }
}

/** Everybody whom the records tell of. */
export function principalOf(reading: Reading) {
  if ("upload" in reading) return reading.upload.principal;
  if ("denied" in reading) return reading.denied.principal;
  if ("policyChange" in reading) return reading.policyChange.principal;
  return "ignored" in reading ? reading.about?.principal : undefined;
}
