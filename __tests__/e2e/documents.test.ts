import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beginDay, type Day } from "../../script/first-day/day";
import { type Step, STEPS } from "../../script/first-day/steps";
import { type Told } from "../../script/first-day/transcript";
import { type Block, blocksIn } from "../support/documents/blocks";
import { BEFORE, IN_ORDER, placeOf, reasonNotToRun, scriptOf } from "../support/documents/table";

const MINUTES = 60_000;
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "warden-documents-")));
const ending = new AbortController();
let day: Day;
let told: readonly Told[];

const isApply = ({ applies }: Step) => applies !== undefined;
const first = STEPS.findIndex(isApply);
const last = STEPS.findLastIndex(isApply);

beforeAll(async () => {
  day = await beginDay(folder, ending.signal);
  const before = await inTurn(STEPS.slice(0, first));
  const applied = await deployed(STEPS.slice(first, last + 1));
  told = [...before, ...applied, ...(await inTurn(STEPS.slice(last + 1)))];
}, 8 * MINUTES);

afterAll(async () => {
  ending.abort();
  await day.end();
  rmSync(folder, { recursive: true });
}, MINUTES);

async function inTurn(steps: readonly Step[]): Promise<Told[]> {
  const played: Told[] = [];
  for (const step of steps) played.push(await day.play(step));
  return played;
}

/** The provider waits for a minute in each; the second needs no more of the first than its key. */
async function deployed([audit, ...others]: readonly Step[]): Promise<Told[]> {
  if (audit === undefined) throw new Error("no step applies the audit account");
  const applied = day.play(audit);
  const ready = "aws --profile audit kms describe-key --key-id alias/acme-warden-logs";
  while ((await day.type(ready)).code !== 0) await Promise.race([applied, sleep(500)]);
  return Promise.all([applied, ...others.map((step) => day.play(step))]);
}

describe("the first day", () => {
  const said = (title: string) => told.find((step) => step.title === title);

  test("brings the intruder's block to the team, and ends without it", () => {
    const mails = told.map(({ mails: { length } }) => length);

    // Two of one upload; nobody is told of a refusal, of the allowed upload, or of the release.
    expect(mails.filter((count) => count > 0)).toEqual([2]);
    expect(said("Be an intruder")?.mails[1]).toContain("arn:aws:iam::222222222222:user/mallory");
    expect(said("Try it again")?.output).toContain("AccessDenied");
    expect(said("What happened?")?.output).toMatch(/mallory .* gone +blocked/);
    expect(said("What happened?")?.output).toContain("invoices/notes.txt");
    expect(said("Lift the block")?.output).toMatch(/The block is lifted.*\nNobody is blocked\.$/);
    expect(said("Terraform sees no difference")?.output).toContain("No changes.");
  });

  test("delivers every event", () => {
    expect(day.faults()).toEqual([]);
  });
});

async function prepared(command: string): Promise<void> {
  const { code, output } = await day.type(command);
  if (code !== 0) throw new Error(`${command}\n${output}`);
}

const blocksToRun = (document: string): readonly Block[] =>
  blocksIn(document).filter(
    (block) => block.language !== "" && reasonNotToRun(block) === undefined,
  );

const runnable = IN_ORDER.filter((document) => blocksToRun(document).length > 0);

describe.each(runnable)("%s", (document) => {
  beforeAll(async () => {
    const command = BEFORE[document];
    if (command !== undefined) await prepared(command);
  });

  test.each(blocksToRun(document).map((block) => [block.line, block] as const))(
    "line %d",
    async (_, block) => {
      const mallory = "aws --profile intruder sts get-caller-identity --query UserId --output text";
      // Of whom the pages speak: somebody who is blocked.
      const id = (await day.type(mallory)).output.trim();
      const script = scriptOf(block).replaceAll("AIDAEXAMPLE", id);

      const { profile, folder: place } = placeOf(block);
      const { code, output } = await day.type(`cd ${place}\n${script}`, { AWS_PROFILE: profile });

      expect(code === 0 ? "" : `${script}\n${output}`).toBe("");
    },
    4 * MINUTES,
  );
});
