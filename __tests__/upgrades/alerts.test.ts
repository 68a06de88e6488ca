import { readFileSync } from "node:fs";
import path from "node:path";
import { alertJsonSchema, alertSchema } from "../../alerts/alert-schema";
import { packageRoot } from "../../config/package-root";
import { readSchemas } from "../../upgrades/released";
import { schemaBreaks } from "../../upgrades/schema-breaks";
import { alertsOf } from "../lambda/responder/invoke";
import { everything } from "./ledger/scenario";

type Json = Record<string, unknown>;

const read = (...file: readonly string[]): string =>
  readFileSync(path.join(packageRoot(), ...file), "utf8");

/** One of each kind as a release sent them: never changed. */
const VERSION_1 = JSON.parse(read("__tests__/upgrades/alerts/version-1.json")) as Json[];

const RELEASED = readSchemas()["alert.schema.json"] as Json;

describe("alerts of version 1", () => {
  test("are of every kind", () => {
    const kinds = alertSchema.options.map(({ shape }) => shape.kind.value);
    expect([...new Set(VERSION_1.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
  });

  test("are what today's schema describes", () => {
    for (const alert of VERSION_1) expect(() => alertSchema.parse(alert)).not.toThrow();
  });

  test("are what is still sent about the same events, texts aside", async () => {
    const wording = ["text", "title", "nextStep", "commands", "links"];
    const facts = (alert: Json) =>
      Object.fromEntries(Object.entries(alert).filter(([name]) => !wording.includes(name)));
    const sent = alertsOf(await everything()) as Json[];

    const released = VERSION_1.filter(({ kind }) => kind !== "finding");
    expect(sent.map(facts)).toMatchObject(released.map(facts));
    for (const name of wording) for (const alert of sent) expect(alert).toHaveProperty(name);
  });
});

describe("the schema of alerts", () => {
  const now = alertJsonSchema() as Json;

  test("takes nothing from readers of the released one, or has a name of its own and is told of", () => {
    const broken = now.title === RELEASED.title ? schemaBreaks(RELEASED, now) : [];
    const told = now.title === RELEASED.title || read("CHANGELOG.md").includes(String(now.title));

    expect(broken).toEqual([]);
    expect(told).toBe(true);
  });

  /** The schema of now after a change of its text. */
  const after = (...[from, to]: [RegExp, string]): string[] => {
    const text = JSON.stringify(now);
    expect(text).toMatch(from);
    return schemaBreaks(RELEASED, JSON.parse(text.replace(from, to)) as Json);
  };

  test.each([
    ["a field is renamed", /"late":/, '"tooLate":', "<incident>.late is gone"],
    [
      "a field becomes optional",
      /,"late"(?=[,\]])/,
      "",
      "<incident>.late isn't always there any more",
    ],
    ["a value is dropped", /"observed",/, "", '<incident>.stage: the value "observed" is gone'],
    [
      "a field has another type",
      /"late":\{"type":"boolean"/,
      '"late":{"type":"string"',
      '<incident>.late: of type "string", was "boolean"',
    ],
    ["a kind is renamed", /"const":"summary"/, '"const":"digest"', "<summary> is gone"],
    [
      "a status is dropped",
      /"const":"mfa-protected"/,
      '"const":"mfa"',
      "<incident>.steps.remove<mfa-protected> is gone",
    ],
    [
      "a part of a list's items is dropped",
      /"url":\{/,
      '"href":{',
      "<incident>.links[].url is gone",
    ],
  ])("breaks when %s", (_, from, to, fault) => {
    expect(after(from, to)).toEqual(expect.arrayContaining([fault]));
  });

  test.each([
    ["a field is added", /"late":/, '"early":{"type":"boolean"},"late":'],
    ["a value is added", /"observed",/, '"observed","seen",'],
    ["a field becomes certain", /"required":\["schema"/, '"required":["cut","schema"'],
    ["a description changes", /"description":"[^"]*"/, '"description":"other words"'],
  ])("breaks nobody when %s", (_, from, to) => {
    expect(after(from, to)).toEqual([]);
  });
});
