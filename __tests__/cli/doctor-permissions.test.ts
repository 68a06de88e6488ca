import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DOCTOR_CALLS, FLYING_ACTIONS, LOOKING_ACTIONS } from "../../cli/doctor/permissions";

const root = path.resolve(__dirname, "..", "..");
const folder = path.join(root, "cli", "doctor");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(folder, file), "utf8"));

/** `new GetRoleCommand(`, `paginateListDetectors(` */
const CALL = /new (?:\w+\.)?([A-Z]\w+)Command\(|\bpaginate([A-Z]\w+)\(/g;
const called = sources.flatMap((source) =>
  [...source.matchAll(CALL)].map(([, command, paginated]) => command ?? paginated),
);

test("every call that the doctor makes has its permission, and no other has", () => {
  const permitted = Object.values(DOCTOR_CALLS).flatMap((calls) => Object.keys(calls));
  expect([...new Set(called)].sort()).toEqual(permitted.sort());
});

test("looking changes nothing", () => {
  for (const action of LOOKING_ACTIONS)
    expect(action).toMatch(/^[a-z0-9]+:(Describe|Get|List)[A-Z]\w+$/);
});

test("the document names them all, and no other", () => {
  const text = readFileSync(path.join(root, "docs", "doctor.md"), "utf8");
  const [, json = ""] = /```json\n([^`]*"Action"[^`]*)```/.exec(text) ?? [];
  const { Statement } = JSON.parse(json) as {
    readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
  };
  const bySid = Object.fromEntries(Statement.map(({ Sid, Action }) => [Sid, Action]));
  expect(bySid).toEqual({ Looking: LOOKING_ACTIONS, Canary: FLYING_ACTIONS });
});
