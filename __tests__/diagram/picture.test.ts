import { readFileSync } from "node:fs";
import path from "node:path";
import { loadPackages } from "../../cli/diagram/packages";
import { pageScript } from "../../html/page-script";
import { packageRoot } from "../../config/package-root";
import { layout } from "../../diagram/layout/layout";
import type { Rectangle } from "../../diagram/layout/placed";
import { diagramOf } from "../../diagram/model/build";
import type { Diagram } from "../../diagram/model/diagram";
import { diagramPage } from "../../diagram/page/page";
import { fitted } from "../../diagram/svg/fit";
import { iconSymbols } from "../../diagram/svg/icons";
import { roundedPath } from "../../diagram/svg/route";
import { svgFile } from "../../diagram/svg/svg-file";
import { committed } from "../support/proof";

const { elk, readIcon } = loadPackages();
const script = pageScript("diagram");
const drawn = (membership: "invitation" | "organization") => {
  const { config, stacks } = committed(membership);
  return diagramOf(config, stacks);
};

test("docs/pictures/overview.svg is as `npm run pictures` draws it", async () => {
  const written = readFileSync(
    path.join(packageRoot(), "docs", "pictures", "overview.svg"),
    "utf8",
  );

  const placed = await layout(elk, drawn("invitation"));

  // Both are long: a difference is told by `npm run pictures` and git better than here.
  expect(svgFile(placed, readIcon) === written).toBe(true);
});

test("the README's picture can be read as wide as GitHub shows it", () => {
  const written = readFileSync(
    path.join(packageRoot(), "docs", "pictures", "overview.svg"),
    "utf8",
  );
  const [, width] = /viewBox="0 0 (\d+) \d+"/.exec(written) ?? [];
  const sizes = [...written.matchAll(/font-size:([\d.]+)px/g)].map(([, size]) => Number(size));

  expect(sizes.length).toBeGreaterThan(3);
  // Pixels of a README's column, and of letters that need no glass.
  expect((Math.min(...sizes) * 830) / Number(width)).toBeGreaterThanOrEqual(9);
});

describe("the layout of an organization", () => {
  const diagram = drawn("organization");
  const placing = layout(elk, diagram);

  const apart = (one: Rectangle, other: Rectangle): boolean =>
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;

  const within = (inner: Rectangle, outer: Rectangle): boolean =>
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;

  test("puts each node within its box, and beside all others", async () => {
    const { width, height, boxes, nodes } = await placing;
    const picture = { x: 0, y: 0, width, height };
    for (const { node, at } of nodes) {
      const box = boxes.find((one) => one.box.id === node.box)?.at ?? picture;
      const others = nodes.filter((other) => other.node !== node && !apart(at, other.at));

      expect(at.width).toBeGreaterThan(0);
      expect({ at, isWithin: within(at, box) }).toEqual({ at, isWithin: true });
      expect(others.map((other) => other.node.id)).toEqual([]);
    }
  });

  test("puts no label onto a node or another label", async () => {
    const { nodes, edges } = await placing;
    const labels = edges.flatMap(({ label }) => label ?? []);

    expect(labels.length).toBeGreaterThan(30);
    for (const label of labels) {
      const others = [...nodes.map(({ at }) => at), ...labels.filter((one) => one !== label)];
      expect(others.filter((other) => !apart(label, other))).toEqual([]);
    }
  });

  test("draws every line that isn't quiet, and no other", async () => {
    const { edges } = await placing;

    expect(edges.map(({ edge }) => edge.id)).toEqual(
      diagram.edges.filter(({ quiet }) => !quiet).map(({ id }) => id),
    );
    expect(edges.filter(({ points }) => points.length < 2)).toEqual([]);
  });

  test("makes a page below 600 KB that asks for nothing", async () => {
    const page = diagramPage({ diagram, placed: await placing, readIcon, script });

    expect(page.length).toBeLessThan(600_000);
    // Only what is found is told, not the page.
    expect(/content="default-src &#39;none&#39;[^"]*"/.exec(page)?.[0]).toBeDefined();
    expect(page.match(/(?:src|href)="(?!#|data:,")[^"]*"|url\((?!#)[^)]*\)/g)).toBeNull();
  });
});

test("what a name says is never markup", async () => {
  const evil = `</script><img src=x onerror="alert(1)">`;
  const diagram: Diagram = {
    boxes: [
      {
        ...{ id: "box", title: evil, tone: "audit", stacks: [], parts: [] },
        place: { accountId: evil, region: evil },
      },
    ],
    nodes: [
      {
        ...{ id: `a ${evil}`, box: "box", title: evil, name: evil, stacks: [evil] },
        icon: "architecture-service/AWSLambda",
        parts: [{ address: evil, stack: evil, file: evil, settings: { evil } }],
      },
    ],
    edges: [],
  };
  const placed = await layout(elk, diagram);

  const page = diagramPage({ diagram, placed, readIcon, script });

  for (const text of [page, svgFile(placed, readIcon)]) expect(text.match(/<img/g)).toBeNull();
  expect(page.match(/<\/script>/g)).toHaveLength(2);
});

test("an icon of AWS's ink is seen on a dark ground, one with colours keeps them", () => {
  const [lambda, users] = iconSymbols(
    ["architecture-service/AWSLambda", "resource/Users"],
    readIcon,
  );

  expect(users?.text).toMatch(/style="fill:var\(--ink\)"/);
  expect(users?.text).not.toContain("<svg");
  expect(lambda?.text).toContain('fill="#ed7100"');
});

test("names too long for their card keep both ends", () => {
  expect(fitted("acme-warden-trail-111111111111", 11, 90)).toMatch(/^acme.*….*111$/);
  expect(fitted("short", 11, 90)).toBe("short");
});

test("a line's corners are round, its ends where they were", () => {
  const path = roundedPath([
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 4, y: 20 },
  ]);
  expect(path).toBe("M0 0L0 14Q0 20 2 20L4 20");
});
