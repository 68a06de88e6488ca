import { SCENES } from "../../bench/faults/incident";
import { faultMatrix, type Matrix } from "../../bench/faults/matrix";
import { matrixTable } from "../../bench/faults/table";
import { ACCEPTABLE } from "../../bench/faults/verdict";
import { FAULT_KINDS } from "../../emulator";

let matrix: Matrix;

beforeAll(async () => {
  matrix = await faultMatrix({ motoCommand: ["moto_server"] });
  process.stdout.write(`${matrixTable(matrix)}\n`);
}, 900_000);

const described = (cells: Matrix["cells"]) =>
  cells.map(({ call, kind, extent, verdict }) => `${call} ${kind} ${extent}: ${verdict}`);

test("without a fault the version goes, the intruder is blocked, the alert is out", () => {
  expect(SCENES.map((scene) => matrix.clean[scene].verdict)).toEqual(["survived", "survived"]);
});

test("every call of an incident was made to fail in every way, once and for ever", () => {
  const calls = new Set(SCENES.flatMap((scene) => matrix.clean[scene].calls));

  expect(calls).toContain("s3:DeleteObject");
  expect(calls).toContain("sns:Publish");
  expect(calls).toContain("iam:AttachUserPolicy");
  expect(calls).toContain("iam:AttachRolePolicy");
  expect(calls).toContain("s3:PutObjectTagging");
  expect(matrix.cells).toHaveLength(calls.size * FAULT_KINDS.length * 2);
  expect(matrix.kills).toHaveLength(matrix.clean[SCENES[0]].calls.length);
});

test("whatever fails, an alert names it or the event waits in the failures queue", () => {
  const bad = [...matrix.cells, ...matrix.kills].filter(
    ({ verdict }) => !ACCEPTABLE.includes(verdict),
  );

  expect(described(bad)).toEqual([]);
});

test("what fails once, in whatever way, is made good by the next try", () => {
  const once = matrix.cells.filter(({ extent }) => extent === "once");

  expect(described(once.filter(({ verdict }) => verdict !== "survived"))).toEqual([]);
});

test("at whichever call the process is killed, the next one finishes its work", () => {
  expect(described(matrix.kills.filter(({ verdict }) => verdict !== "survived"))).toEqual([]);
});

test("no event is dropped", () => {
  expect(matrix.cells.filter(({ aftermath }) => aftermath.dropped > 0)).toEqual([]);
});
