import { setTimeout as sleep } from "node:timers/promises";
import { inPool } from "../../../lambda/responder/pool";

test("as many items as the pool is large are worked on at a time, and no more", async () => {
  let underWay = 0;
  let most = 0;
  const errors = await inPool([1, 2, 3, 4, 5], 2, async () => {
    most = Math.max(most, ++underWay);
    await sleep(1);
    underWay--;
  });
  expect([most, underWay, errors]).toEqual([2, 0, []]);
});

test("errors come in the order of their items, and stop nobody else", async () => {
  const done: number[] = [];
  const errors = await inPool([3, 1, 2], 3, async (item) => {
    await sleep(item);
    if (item !== 2) throw new Error(`item ${item}`);
    done.push(item);
  });
  expect(errors).toEqual([new Error("item 3"), new Error("item 1")]);
  expect(done).toEqual([2]);
});
