import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "prettier";
import { exitCodeOf } from "../cli/ending";
import { EXIT } from "../cli/exit-codes";
import { abortOnSignals } from "../cli/interruption";
import { progressOn } from "../cli/progress/progress-on";
import { packageRoot } from "../config/package-root";
import { beginDay, type Day } from "./first-day/day";
import { STEPS } from "./first-day/steps";
import { type Told, transcript } from "./first-day/transcript";

/** Plays the whole day, and writes `docs/first-day.md` anew from what was said. */
async function main(): Promise<void> {
  const signal = abortOnSignals(() => process.exit(EXIT.interrupted));
  const progress = await progressOn(process.stderr, {});
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "warden-first-day-")));
  let begun: Day | undefined;
  try {
    const day = await progress.step("Make a clone, and start the emulator", () =>
      beginDay(folder, signal),
    );
    begun = day;
    const told: Told[] = [];
    for (const step of STEPS) {
      told.push(await progress.step(step.title, () => day.play(step)));
    }
    const page = transcript(told).replaceAll(day.project, "~/bucket-warden");
    const file = path.join(packageRoot(), "docs", "first-day.md");
    writeFileSync(file, await format(page, { parser: "markdown", printWidth: 100 }));
  } finally {
    await begun?.end();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error, process.stderr);
});
