import { type Answer } from "../../emulator/answer";
import { askedAgain } from "../../emulator/asked-again";

const page: Answer = {
  status: 500,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from("<!doctype html>\n<title>RuntimeError</title>"),
};
const answer: Answer = { status: 200, headers: {}, body: Buffer.from("{}") };
const refusal: Answer = { status: 404, headers: {}, body: Buffer.from("<Error/>") };

/** How often moto is asked, and what comes of it. */
async function asked(
  request: { method: string; operation: string | undefined },
  replies: Answer[],
) {
  let times = 0;
  const found = await askedAgain(request, () => {
    times += 1;
    return Promise.resolve(replies[Math.min(times, replies.length) - 1] ?? page);
  });
  return { times, found };
}

const describeAlarms = { method: "POST", operation: "DescribeAlarms" };

test("a reading that stumbles is asked again until it has an answer", async () => {
  expect(await asked(describeAlarms, [page, page, answer])).toEqual({ times: 3, found: answer });
});

test("what moto hasn't got fails after the fourth time", async () => {
  expect(await asked(describeAlarms, [page])).toEqual({ times: 4, found: page });
});

test("a service's own refusal is an answer", async () => {
  expect(await asked(describeAlarms, [refusal])).toEqual({ times: 1, found: refusal });
});

test.each([
  [{ method: "GET", operation: undefined }, 4],
  [{ method: "PUT", operation: undefined }, 1],
  [{ method: "POST", operation: "PutMetricAlarm" }, 1],
])("%j, which stumbles, is asked %d times", async (request, times) => {
  expect(await asked(request, [page])).toHaveProperty("times", times);
});
