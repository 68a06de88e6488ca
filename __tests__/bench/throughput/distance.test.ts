import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Distance, startDistance } from "../../../bench/throughput/distance";

const ADDED_MS = 300;

const far = createServer((request, response) => {
  void text(request).then((body) => {
    const { method, url, headers } = request;
    response.writeHead(404, { "x-said": "no" }).end([method, url, headers.host, body].join(" "));
  });
});
let distance: Distance;

beforeAll(async () => {
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  const { port } = far.address() as AddressInfo;
  distance = await startDistance(`http://127.0.0.1:${port}`, ADDED_MS);
});
afterAll(async () => {
  await distance.stop();
  far.close();
  far.closeAllConnections();
});

test("a call comes over whole, and so does its answer", async () => {
  const answer = await fetch(`${distance.url}/a%20b?c=d`, { method: "PUT", body: "hello" });

  expect([answer.status, answer.headers.get("x-said"), await answer.text()]).toEqual([
    404,
    "no",
    `PUT /a%20b?c=d ${new URL(distance.url).host} hello`,
  ]);
});

test("each call takes longer by what is added, and twenty at a time take no longer than one", async () => {
  const started = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => fetch(distance.url)));
  const took = performance.now() - started;

  expect(took).toBeGreaterThanOrEqual(ADDED_MS - 5);
  expect(took).toBeLessThan(20 * ADDED_MS);
});

test("who isn't there answers nothing", async () => {
  const nowhere = await startDistance("http://127.0.0.1:1", 1);
  await expect(fetch(nowhere.url)).rejects.toThrow("fetch failed");
  await nowhere.stop();
});
