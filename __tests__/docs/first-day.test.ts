import { cut, masked, type Told, transcript } from "../../script/first-day/transcript";

test("what differs from run to run is made alike, and columns stay", () => {
  const row = (time: string, id: string) => `${time}  ${id}  x\n[ 12.0 s] Look\ntook 3.4 s`;
  const one = masked(row("2026-11-22T12:59:47.696Z", "AIDAZLI34OUNSUFWCK1Y"));

  expect(one).toBe(masked(row("2027-01-02T03:04:05.678Z", "AIDA0123456789ABCDEF")));
  expect(one).toBe("2026-01-01T12:00:00.000Z  AIDAEXAMPLE000000000  x\ntook … s");
  expect(masked("Version: 5ec5fe14-71d7-490a-95cc-989de3198f51 of 222222222222")).toBe(
    "Version: … of 222222222222",
  );
});

test.each([
  [{}, "a\nb\nc\nd"],
  [{ first: 1 }, "a\n…"],
  [{ last: 1 }, "…\nd"],
  [{ first: 1, last: 1 }, "a\n…\nd"],
  [{ first: 2, last: 2 }, "a\nb\nc\nd"],
])("of four lines %j shows %j", (shown, seen) => {
  expect(cut("\na\nb\nc\nd\n", shown)).toBe(seen);
});

test("a step is told with its command, what it said, its exit code and the last mail", () => {
  const step: Told = {
    ...{ title: "Try", why: "Because.", command: "x", code: 1 },
    output: "no",
    mails: ["one", "two"],
  };

  const page = transcript([step]);

  expect(page).toContain("## Try\n\nBecause.\n\n```sh\nx\n```\n\n```text\nno\n```\n\nExit code 1.");
  expect(page).toMatch(/gets 2 messages\. The last one reads:\n\n```text\ntwo\n```\n$/);
});
