import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../config/package-root";
import { LAMBDAS_OWN_CALLS, RESPONDER_NEEDS } from "../../../lambda/responder/needs";

const folder = path.join(packageRoot(), "lambda", "responder");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(folder, file), "utf8"));

/** Of the SDK's clients; and the one that is written without its client. */
const made = new Set([
  ...sources.flatMap((source) =>
    [...source.matchAll(/new (\w+)Command\(/g)].map(([, name = ""]) => name),
  ),
  ...sources.flatMap((source) =>
    source.includes('path: "/findings/import"') ? ["BatchImportFindings"] : [],
  ),
]);

describe("the needs of the responder", () => {
  test("are declared of every call that its sources make, and of no other", () => {
    const declared = new Set(RESPONDER_NEEDS.map(({ call }) => call));
    expect([...declared].sort()).toEqual([...made, ...LAMBDAS_OWN_CALLS].sort());
    expect(made.size).toBeGreaterThan(10);
  });

  test("are each declared once", () => {
    const needs = RESPONDER_NEEDS.map(({ call, action, on }) => `${call} ${action} ${on}`);
    expect(new Set(needs).size).toBe(needs.length);
  });

  test("name nothing that is made by no file of aws/", () => {
    const elsewhere = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith(`aws${path.sep}`))
      .filter((file) => /new \w+Command\(/.test(readFileSync(path.join(folder, file), "utf8")));
    expect(elsewhere).toEqual([]);
  });
});
