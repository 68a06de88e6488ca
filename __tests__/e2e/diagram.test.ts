import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../script/browser";
import { openedIn } from "../support/opened";

const root = path.resolve(__dirname, "..", "..");
const folder = mkdtempSync(path.join(tmpdir(), "warden-diagram-"));
const out = path.join(folder, "warden.html");

const warden = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.join(root, "script", "start.mjs"), "cli/warden.ts", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder },
  });

let browser: Browser | undefined;
const faults: string[] = [];

const opened = (colorScheme: "light" | "dark" = "light"): Promise<Page> =>
  openedIn(browser, { file: out, faults, colorScheme });

const node = (page: Page, title: string) =>
  page.getByRole("button", { name: `${title}, ` }).first();

/** Pixels of a node on the screen. */
const widthOf = async (page: Page, title: string): Promise<number> =>
  (await node(page, title).boundingBox())?.width ?? 0;

beforeAll(async () => {
  const config = path.join(root, "examples", "organization", "warden.config.ts");
  const { status, stderr } = warden("diagram", "--config", config, "--out", out);
  if (status !== 0) throw new Error(stderr);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`the page: ${found.join("; ")}`);
});

test("a click on a node shows its settings, its policies, its lines and where they stand", async () => {
  const page = await opened();
  const panel = page.getByRole("complementary", { name: "Settings" });
  expect(await panel.isVisible()).toBe(false);

  await node(page, "Production bucket").click();

  expect(await panel.getByRole("heading", { level: 2 }).textContent()).toBe("Production bucket");
  expect(await panel.textContent()).toMatch(/stacks\/workload-payments\/cdk\.tf\.json:\d+/);
  await panel.getByText(/^aws_s3_bucket_policy\./).click();
  const policy = panel.locator("pre").filter({ hasText: '"Effect": "Deny"' });
  expect(await policy.first().isVisible()).toBe(true);

  await panel.getByRole("button", { name: /→ Responder S3 notification/ }).click();
  expect(await panel.getByRole("heading", { level: 2 }).textContent()).toBe("Responder");

  await page.keyboard.press("Escape");
  expect(await panel.isVisible()).toBe(false);
});

test("the line that the panel names is the resource's own", async () => {
  const page = await opened();
  await page.getByRole("button", { name: "Fit" }).click();
  await node(page, "Ledger").click();

  const place = (await page.locator("#panel details p").first().textContent()) ?? "";
  const [, file = "", line = "0"] = /^(.*):(\d+)$/.exec(place) ?? [];
  const text = readFileSync(path.join(folder, file), "utf8").split("\n")[Number(line) - 1];

  expect(text).toMatch(/^ +"Ledger_\w+": \{$/);
});

test("what is encrypted with a key is drawn while the key is chosen", async () => {
  const page = await opened();
  const shown = page.locator(".shown-for-now path");
  expect(await shown.count()).toBe(0);
  await page.getByRole("button", { name: "Fit" }).click();

  await node(page, "Logs key").click();
  expect(await shown.count()).toBeGreaterThan(5);

  await page.getByRole("button", { name: "Close" }).click();
  expect(await shown.count()).toBe(0);
});

test("the search marks what has all its words, and Enter opens the first", async () => {
  const page = await opened();

  await page.keyboard.press("/");
  await page.keyboard.type("dynamodb deletion_protection");

  expect(await page.locator(".node.match .title").allTextContents()).toEqual(["Ledger"]);
  expect(await page.getByRole("status").textContent()).toBe("1 found");
  await page.keyboard.press("Enter");
  expect(await page.locator("#panel h2").textContent()).toBe("Ledger");

  await page.getByRole("searchbox").fill("no-such-thing");
  expect(await page.getByRole("status").textContent()).toBe("0 found");
  await page.getByRole("searchbox").fill("");
  expect(await page.locator(".searching").count()).toBe(0);
});

test("the picture is zoomed by buttons, keys and wheel, moved by keys and mouse", async () => {
  const page = await opened();
  const first = await widthOf(page, "Trail");

  await page.getByRole("button", { name: "Zoom in" }).click();
  expect(await widthOf(page, "Trail")).toBeCloseTo(first * 1.25, 0);
  await page.getByRole("button", { name: "Zoom out" }).click();
  expect(await widthOf(page, "Trail")).toBeCloseTo(first, 0);

  await page.locator("#stage").focus();
  await page.keyboard.press("+");
  expect(await widthOf(page, "Trail")).toBeCloseTo(first * 1.25, 0);
  await page.keyboard.press("-");

  // From a node: what is dragged isn't clicked.
  const { x = 0, y = 0 } = (await node(page, "Production bucket").boundingBox()) ?? {};
  await page.mouse.move(x + 20, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + 50, { steps: 4 });
  await page.mouse.up();
  const after = await node(page, "Production bucket").boundingBox();
  expect((after?.x ?? 0) - x).toBeCloseTo(60, 0);
  expect((after?.y ?? 0) - y).toBeCloseTo(30, 0);
  expect(await page.locator("#panel").isVisible()).toBe(false);

  await page.mouse.wheel(0, -300);
  // The browser doesn't say when a wheel's turn has been heard.
  await page.waitForFunction(
    (wanted) => (document.querySelector(".node")?.getBoundingClientRect().width ?? 0) > wanted,
    first * 1.3,
    { timeout: 5_000 },
  );

  await page.getByRole("button", { name: "Fit" }).click();
  const all = await page.locator("#stage .paper").boundingBox();
  expect(all?.height).toBeLessThanOrEqual(900);
});

test("two fingers zoom", async () => {
  const page = await opened();
  const first = await widthOf(page, "Trail");
  const touch = (type: string, pointerId: number, clientX: number) =>
    page.locator("#stage").dispatchEvent(type, { pointerId, clientX, clientY: 400, bubbles: true });

  await touch("pointerdown", 1, 300);
  await touch("pointerdown", 2, 400);
  await touch("pointermove", 2, 500);
  await touch("pointerup", 2, 500);
  await touch("pointerup", 1, 300);

  expect(await widthOf(page, "Trail")).toBeCloseTo(first * 2, 0);
});

test("the keyboard alone reaches a node and opens it", async () => {
  const page = await opened();

  await node(page, "Security bus").focus();
  await page.keyboard.press("Enter");

  expect(await page.locator("#panel h2").textContent()).toBe("Security bus");
  expect(await page.locator("#panel").textContent()).toContain("ForwardersPutEvents");
});

test("what the keyboard comes to moves into sight", async () => {
  const page = await opened();
  const bottom = async () => {
    const box = await node(page, "Alerts key").boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  expect(await bottom()).toBeGreaterThan(900);

  await page.keyboard.press("Tab");
  await node(page, "Alerts key").focus();

  expect(await bottom()).toBeLessThan(900);
});

test("light and dark are the reader's own setting, and the button changes it", async () => {
  const ground = (page: Page) =>
    page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await opened("light");
  const dark = await opened("dark");

  expect([await ground(light), await ground(dark)]).toEqual([
    "rgb(255, 255, 255)",
    "rgb(15, 19, 26)",
  ]);

  for (const page of [light, dark])
    await page.getByRole("button", { name: "Light or dark" }).click();

  expect([await ground(light), await ground(dark)]).toEqual([
    "rgb(15, 19, 26)",
    "rgb(255, 255, 255)",
  ]);
});

test("names stay within their cards in the browser's own fonts", async () => {
  const page = await opened();

  const outside = await page.locator(".node").evaluateAll((groups) =>
    groups.flatMap((group) => {
      const card = [...group.querySelectorAll("rect")].at(-1)?.getBoundingClientRect();
      return [...group.querySelectorAll("text")]
        .filter((text) => text.getBoundingClientRect().width > (card?.width ?? 0))
        .map(({ textContent }) => textContent);
    }),
  );

  expect(outside).toEqual([]);
});

test("the picture alone is a file of its own, and nothing but what was asked for is written", () => {
  const before = readdirSync(folder);
  const { status, stdout } = warden(
    "diagram",
    "--skip-synth",
    "--json",
    "--only",
    "claims",
    "--config",
    path.join(root, "examples", "organization", "warden.config.ts"),
  );

  expect(status).toBe(0);
  const { nodes } = JSON.parse(stdout) as { nodes: readonly { title: string }[] };
  expect(nodes.map(({ title }) => title)).toContain("+ 2 workloads");
  expect(readdirSync(folder)).toEqual(before);
});
