import { broken, type Hop, holds, walk } from "../../proof/path";

const seen: string[] = [];

/** A path over these hops, which notes how far it was walked. */
function pathOf(hops: readonly Hop[]) {
  seen.length = 0;
  function* hopsOf() {
    for (const hop of hops) {
      seen.push(hop.what);
      yield hop;
    }
  }
  return { family: "alarms", id: "alarms/x", title: "x", walk: hopsOf } as const;
}

const fine = holds("a", "of this");
const unknown: Hop = { what: "b", verdict: "unknown", because: "of that" };

test("a path holds when every hop does", async () => {
  const walked = await walk(pathOf([fine, fine]));
  expect(walked).toEqual({
    ...{ family: "alarms", id: "alarms/x", title: "x", verdict: "holds" },
    hops: [fine, fine],
  });
});

test.each([broken("b", "of that"), unknown])(
  "walking stops at the first hop that doesn't hold: $verdict",
  async (hop) => {
    const { verdict, hops } = await walk(pathOf([fine, hop, holds("c", "of this")]));

    expect(verdict).toBe(hop.verdict);
    expect(hops).toEqual([fine, hop]);
    expect(seen).toEqual(["a", "b"]);
  },
);

test("a path without a hop has shown nothing", async () => {
  expect((await walk(pathOf([]))).verdict).toBe("unknown");
});

test("whatever a walk throws is no verdict", async () => {
  const failing = {
    ...pathOf([]),
    walk: function* (): Generator<Hop> {
      yield fine;
      throw new Error("no such file");
    },
  };
  await expect(walk(failing)).rejects.toThrow("no such file");
});
