import { paintFor } from "../../cli/progress/paint";
import { lateProgress } from "../../cli/progress/late";
import { plainProgress } from "../../cli/progress/plain";
import { progressOn } from "../../cli/progress/progress-on";
import { type TimelineEntry } from "../../cli/rehearse/record";

const outputOf = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
};

test.each([
  ["on a terminal", true, {}, true],
  ["in a pipe", false, {}, false],
  ["for those who set NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["for those who leave NO_COLOR empty", true, { NO_COLOR: "" }, true],
  ["on a terminal that only takes lines", true, { TERM: "dumb" }, false],
  ["in a pipe, by force", false, { FORCE_COLOR: "1" }, true],
  ["in a pipe, by force without a depth", false, { FORCE_COLOR: "" }, true],
  ["by force in spite of NO_COLOR, as in Node", true, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
  ["on a terminal that is forced to have none", true, { FORCE_COLOR: "0" }, false],
])("colours %s: %s", (_, isTTY, env, coloured) => {
  const painted = paintFor(outputOf(isTTY), env)("green", "ok");
  expect(painted.includes("\u001b[")).toBe(coloured);
});

const entry = (title: string, ok: boolean): TimelineEntry => ({
  ...{ at: "", seconds: 25, chapter: "", title, detail: "", ok },
});

test("plain lines carry the seconds, and a chatty step is heard every ten of them", async () => {
  const output = outputOf(false);
  let now = 0;
  const paint = paintFor(output, {});
  const timeline = { output, paint };
  const progress = plainProgress({ output, paint, timeline, now: () => now });

  await progress.step("Apply", (say) => {
    for (now = 0; now <= 25_000; now += 1_000) say(`audit: ${now}\nclaims: ${now}`);
    return Promise.resolve();
  });
  progress.entry({ at: "", seconds: 25, chapter: "", title: "audit", detail: "applied", ok: true });
  progress.entry({
    at: "",
    seconds: 25,
    chapter: "",
    title: "plan",
    detail: "a change",
    ok: false,
  });

  expect(output.written).toEqual([
    "[   0.0 s] Apply\n",
    "[  10.0 s]   audit: 10000 | claims: 10000\n",
    "[  20.0 s]   audit: 20000 | claims: 20000\n",
    "[  26.0 s]   ✓ audit: applied\n",
    "[  26.0 s]   ✗ plan: a change\n",
  ]);
});

test("a timeline goes to its own stream, and what is being done to the other", async () => {
  const [output, timeline] = [outputOf(false), outputOf(false)];
  const progress = await progressOn(output, { timeline });

  await progress.step("Apply", () => Promise.resolve());
  progress.entry(entry("audit", true));

  expect(output.written).toEqual([expect.stringMatching(/ Apply\n$/)]);
  expect(timeline.written).toEqual([expect.stringMatching(/ ✓ audit\n$/)]);
});

test("in quiet no step is shown, and of a timeline what is wrong", async () => {
  const output = outputOf(false);
  const progress = await progressOn(output, { quiet: true });

  await progress.step("Apply", (say) => {
    say("audit");
    return Promise.resolve();
  });
  progress.entry(entry("fine", true));
  progress.entry(entry("broken", false));

  expect(output.written).toEqual(["  ✗ broken\n"]);
});

describe("a step that is shown late", () => {
  const shown = () => {
    const heard: string[] = [];
    const progress = lateProgress(
      {
        step: (title, work) => {
          heard.push(title);
          return work((text) => heard.push(text));
        },
        entry: ({ title }) => heard.push(title),
      },
      20,
    );
    return { heard, progress };
  };

  test("isn't shown at all when it ends before", async () => {
    const { heard, progress } = shown();

    expect(await progress.step("Read", () => Promise.resolve(7))).toBe(7);
    await expect(progress.step("Read", () => Promise.reject(new Error("no")))).rejects.toThrow(
      "no",
    );
    expect(heard).toEqual([]);
  });

  test("says what it said last, and everything from then on", async () => {
    const { heard, progress } = shown();
    let resolve: (value: number) => void = () => undefined;
    const end = new Promise<number>((ended) => {
      resolve = ended;
    });

    const done = progress.step("Read", async (say) => {
      say("1 item");
      say("2 items");
      const result = await end;
      say("all");
      return result;
    });
    while (heard.length === 0) await new Promise((turn) => setTimeout(turn, 5));
    resolve(7);

    expect(await done).toBe(7);
    expect(heard).toEqual(["Read", "2 items", "all"]);
  });

  test("lets a timeline through", () => {
    const { heard, progress } = shown();

    progress.entry(entry("audit", true));

    expect(heard).toEqual(["audit"]);
  });
});
