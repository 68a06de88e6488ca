import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { auditNames } from "../../config/names";
import { type WardenConfig } from "../../config/schema";
import { exampleConfig, organizationConfig } from "../support/example";
import { ANSWERS } from "./answers";
import { ACCOUNT, OTHER_ACCOUNT, writeArchive } from "./archive";
import { deployedQueries } from "./deployed";
import { type Engine, openEngine, type Row } from "./engine";
import { spellingOf } from "./hive-type";
import { DAY, INCIDENT } from "./records";

const NAMES = Object.keys(ANSWERS);

const modes: [string, WardenConfig][] = [
  ["by the accounts' own trails", exampleConfig()],
  ["by the organization's trail and the accounts' own", organizationConfig()],
];

describe.each(modes)("the saved queries, over what was recorded %s", (_, config) => {
  const { tables, queries } = deployedQueries(config);
  const folder = mkdtempSync(path.join(tmpdir(), "warden-archive-"));
  let engine: Engine;

  beforeAll(async () => {
    const { trailArchive, glueDatabase } = auditNames(config);
    writeArchive(path.join(folder, trailArchive), config.organization?.id);
    const spelling = spellingOf(INCIDENT);
    engine = await openEngine({ database: glueDatabase, tables, folder, spelling });
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (name: string, when: readonly string[], asked = ANSWERS[name]?.asked) => {
    const sql = queries.find((query) => query.name === name)?.query ?? "";
    return engine.run(sql, [...when, ...(asked === undefined ? [] : [asked])]);
  };

  test("each have an answer here", () => {
    expect(queries.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  });

  test.each(NAMES)("%s is answered, row by row", async (name) => {
    expect(await ask(name, [ACCOUNT, DAY, DAY])).toEqual(ANSWERS[name]?.rows);
  });

  test.each(NAMES)("%s finds nothing in another account's logs of that day", async (name) => {
    expect(await ask(name, [OTHER_ACCOUNT, DAY, DAY])).toEqual([]);
  });

  test.each(NAMES)("%s finds nothing on other days", async (name) => {
    expect(await ask(name, [ACCOUNT, "2026/02/01", "2026/02/28"])).toEqual([]);
    expect(await ask(name, [ACCOUNT, "2026/03/02", "2026/03/31"])).toEqual([]);
  });

  const callsOf = (rows: Row[]) => rows.map(({ call }) => call);

  test.each([
    ["session", "arn:aws:sts::222222222222:assumed-role/Administrator/mallory"],
    ["user id", "AROAADMINISTRATOR:mallory"],
    ["access key", "ASIAADMINISTRATOR"],
    ["role", "arn:aws:iam::222222222222:role/Administrator"],
    ["role id", "AROAADMINISTRATOR"],
  ])("find a principal by its %s", async (_form, principal) => {
    const rows = await ask("calls-by-principal", [ACCOUNT, DAY, DAY], principal);

    expect(callsOf(rows)).toEqual([
      "DetachUserPolicy",
      "StopLogging",
      "StopLogging",
      "DeleteDetector",
    ]);
  });
});
