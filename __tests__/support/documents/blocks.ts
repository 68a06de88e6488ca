import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../config/package-root";

/** What a reader may type. */
export interface Block {
  readonly document: string;
  readonly line: number;
  readonly text: string;
  /** None: a synopsis, with brackets and dots that nobody types. */
  readonly language: string;
}

/** Documents with commands, by their path. */
export const DOCUMENTS: readonly string[] = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md"],
  ...readdirSync(path.join(packageRoot(), "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

export const readDocument = (document: string): string =>
  readFileSync(path.join(packageRoot(), document), "utf8");

const FENCED = /^( *)```(\w*)\n([^]*?)^ *```/gm;
const SHELLS = ["sh", "bash", "console", "shell", ""];

/** The shell's blocks of a document, without their indentation in a list. */
export const blocksIn = (document: string, markdown = readDocument(document)): readonly Block[] =>
  [...markdown.matchAll(FENCED)]
    .filter(([, , language = ""]) => SHELLS.includes(language))
    .map(({ 1: indent = "", 2: language = "", 3: text = "", index }) => ({
      document,
      language,
      line: markdown.slice(0, index).split("\n").length,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }));

/** Lines as the shell joins them. */
export const commandLines = (text: string): readonly string[] =>
  (text.match(/(?:[^\n]*\\\n)*[^\n]*\n?/g) ?? []).filter((line) => line.trim() !== "");
