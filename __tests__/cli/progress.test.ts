import { paintFor } from "../../cli/progress/paint";
import { plainProgress } from "../../cli/progress/plain";

const outputOf = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
};

test.each([
  ["on a terminal", true, {}, true],
  ["in a pipe", false, {}, false],
  ["for those who set NO_COLOR", true, { NO_COLOR: "1" }, false],
])("colours %s: %s", (_, isTTY, env, coloured) => {
  const painted = paintFor(outputOf(isTTY), env)("green", "ok");
  expect(painted.includes("\u001b[")).toBe(coloured);
});

test("plain lines carry the seconds, and a chatty step is heard every ten of them", async () => {
  const output = outputOf(false);
  let now = 0;
  const progress = plainProgress({ output, paint: paintFor(output, {}), now: () => now });

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
