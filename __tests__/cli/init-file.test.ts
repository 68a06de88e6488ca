import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { configText, withoutDefaults } from "../../cli/init/config-file";
import { draftOf } from "../../cli/init/flags";
import { interview } from "../../cli/init/interview";
import { loadConfig, parseConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { answersFor, askedInputs, flagsFor, personWith } from "../support/asked";
import { exampleInput, exampleWorkload } from "../support/example";

const folder = mkdtempSync(path.join(tmpdir(), "warden-init-file-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Lines that just fit, and just don't; quotes of both kinds. */
const LONG = Array.from({ length: 12 }, (_, more) => {
  const long = (least: number) => "x".repeat(least + more);
  const { auditAccount, ...input } = exampleInput();
  const readers = [long(24), `"${long(3)}" isn't`, long(60), long(72)].map((endpoint) => ({
    protocol: "email" as const,
    endpoint,
  }));
  const short = readers.map((reader) => ({ ...reader, endpoint: "abc" })).slice(0, 2);
  const arn = `arn:aws:iam::222222222222:role/${long(3)}`;
  const workload = { allowedUploaders: [arn, arn], breakGlass: [`${arn}${long(28)}`] };
  return {
    ...input,
    auditAccount: {
      ...auditAccount,
      subscriptions: more % 2 ? [...short, ...readers].slice(0, 1 + more) : readers.slice(0, 1),
    },
    workloads: [exampleWorkload(workload)],
  };
});

let count = 0;
test("the file loads to just what was asked for, by flags and by answers", async () => {
  await fc.assert(
    fc.asyncProperty(askedInputs, async (input) => {
      const person = personWith(answersFor(input));
      const { tag, ...flags } = flagsFor(input);
      const unasked = { out: "", ...(tag && { tag }) };
      const answered = await interview(draftOf(unasked), person);
      const given = draftOf({ ...unasked, ...flags });
      const files = [given, answered].map((draft) =>
        configText(withoutDefaults(draft), path.join(packageRoot(), "config", "define")),
      );
      const file = path.join(folder, `${count++}.config.ts`);
      writeFileSync(file, files[0] ?? "");

      expect(person.rest).toEqual([]);
      expect(files[1]).toBe(files[0]);
      expect(loadConfig(file)).toEqual(parseConfig(file, input));
    }),
    { numRuns: 40 },
  );
});

test("Prettier has nothing to mend in the file, however long the lines", () => {
  LONG.forEach((input, index) => {
    writeFileSync(path.join(folder, `long-${index}.config.ts`), configText(input, "bucket-warden"));
  });
  const prettier = path.join(packageRoot(), "node_modules", "prettier", "bin", "prettier.cjs");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [prettier, "--print-width=100", "--list-different", folder],
    { encoding: "utf8" },
  );

  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  expect(count).toBeGreaterThan(0);
});
