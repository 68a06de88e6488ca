import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { reportPage } from "../../cli/report/page";
import type { Rehearsal } from "../../cli/rehearse/record";
import { pageScript } from "../../html/page-script";
import { launchBrowser } from "../../script/browser";
import { contrast } from "../support/contrast";
import { openedIn } from "../support/opened";
import { failedRecord, playedRecord } from "../support/played-record";

const folder = mkdtempSync(path.join(tmpdir(), "warden-report-"));
const PHONE = { width: 390, height: 844 };
const SCHEMES = ["light", "dark"] as const;

let browser: Browser | undefined;
const faults: string[] = [];
let files = 0;

function opened(record: Rehearsal, reader: BrowserContextOptions = {}): Promise<Page> {
  const file = path.join(folder, `report-${(files += 1)}.html`);
  writeFileSync(file, reportPage(record, pageScript("report")));
  return openedIn(browser, { file, faults, reducedMotion: "reduce", ...reader });
}

beforeAll(async () => {
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

const openAll = (page: Page) =>
  page.locator("details").evaluateAll((all) => {
    for (const one of all) if (one instanceof HTMLDetailsElement) one.open = true;
  });

/** Each text that is seen, in its colour, on the ground that lies under it. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const groundOf = (element: Element | null): string => {
      if (!element) return "rgb(255, 255, 255)";
      const { backgroundColor } = getComputedStyle(element);
      return backgroundColor === "rgba(0, 0, 0, 0)"
        ? groundOf(element.parentElement)
        : backgroundColor;
    };
    const hasWords = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
      );
    return [...document.querySelectorAll("body *")]
      .filter((one) => hasWords(one) && one.checkVisibility() && one.tagName !== "SCRIPT")
      .map((one) => ({
        text: one.textContent.trim().slice(0, 40),
        ink: getComputedStyle(one).color,
        ground: groundOf(one),
      }));
  });

describe.each(SCHEMES)("in a reader's %s setting", (colorScheme) => {
  test("every text can be read, with all folds open", async () => {
    const page = await opened(failedRecord(), { colorScheme });
    await openAll(page);

    const texts = await textsOf(page);

    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
  });

  test("nothing is wider than a phone", async () => {
    const page = await opened(failedRecord(), { colorScheme, viewport: PHONE });
    await openAll(page);

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    const cut = await page.locator("main *").evaluateAll((all) =>
      all
        .filter(
          (one) => !one.closest(".scroll, .snippet, .track, .axis, pre") && one.checkVisibility(),
        )
        .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(cut).toEqual([]);
  });
});

test("light and dark are the reader's own setting, and paper is light", async () => {
  const ground = (page: Page) =>
    page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const [light, dark] = await Promise.all(
    SCHEMES.map((colorScheme) => opened(playedRecord(), { colorScheme })),
  );
  if (!light || !dark) throw new Error("no page");

  expect(await ground(light)).toBe("rgb(251, 250, 247)");
  expect(await ground(dark)).toBe("rgb(19, 22, 27)");

  await dark.emulateMedia({ media: "print" });
  const ink = await dark.locator("h1").evaluate((title) => getComputedStyle(title).color);
  expect(contrast(ink, "#ffffff")).toBeGreaterThan(7);
  expect(await dark.getByRole("navigation").isVisible()).toBe(false);
});

test("an incident is drawn to scale: who did what, when, and how long it took", async () => {
  const page = await opened(playedRecord());
  const rows = page.locator(".course li:not(.ruler)");

  expect((await rows.locator(".who").allTextContents()).join(" ")).toBe(
    "Intruder AWS Responder Responder Team AWS Responder Team Intruder",
  );
  const middles = await rows.locator(".track i").evaluateAll((all) =>
    all.map((one) => {
      const { left, width } = one.getBoundingClientRect();
      const [from, whole] = [one.parentElement, one.parentElement].map((track) =>
        track?.getBoundingClientRect(),
      );
      const place = one.classList.contains("dot") ? left + width / 2 : left;
      return ((place - (from?.left ?? 0)) / (whole?.width ?? 1)) * 1.5 * 1.03;
    }),
  );
  const seconds = [0, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 1, 1.5];
  for (const [index, middle] of middles.entries())
    expect(middle).toBeCloseTo(seconds[index] ?? 0, 1);
  const bar = await rows.nth(1).locator(".bar").boundingBox();
  const track = await rows.nth(1).locator(".track").boundingBox();
  expect(((bar?.width ?? 0) / (track?.width ?? 1)) * 1.5 * 1.03).toBeCloseTo(0.4, 1);
});

test("a message is a click away from the moment at which it came", async () => {
  const page = await opened(playedRecord());
  const second = page.locator("#message-2");
  expect(await second.isVisible()).toBe(false);

  await page.getByRole("link", { name: "message 2: quarantined" }).click();

  expect(await second.isVisible()).toBe(true);
  expect(await second.textContent()).toContain("AWS Notifications <no-reply@sns.amazonaws.com>");
  expect(await second.locator("pre").first().textContent()).toContain("Stage:\n  quarantined");
});

test("messages are chosen by severity and by what they are about", async () => {
  const page = await opened(playedRecord());
  const messages = page.getByRole("region", { name: "Messages to the team" });
  const mails = messages.locator(".mail:visible");
  const choose = (name: string) => messages.getByRole("radio", { name, exact: true }).check();
  expect(await mails.count()).toBe(3);

  await choose("HIGH");
  expect(await mails.count()).toBe(2);
  expect(await messages.getByRole("status").textContent()).toBe("2 of 3");

  await choose("guardduty");
  expect(await mails.locator("strong").allTextContents()).toEqual(["AWS Notification Message"]);

  await choose("CRITICAL");
  expect(await mails.count()).toBe(0);
  for (const all of await messages.getByRole("radio", { name: "all" }).all()) await all.check();
  expect(await mails.count()).toBe(3);
  expect(await messages.getByRole("status").textContent()).toBe("");
});

test("the run is searched, and what is found is open until the search is over", async () => {
  const page = await opened(playedRecord());
  const run = page.getByRole("region", { name: "The whole run" });
  const shown = run.locator(".item:visible strong");
  expect(await shown.count()).toBe(0);

  await run.getByRole("searchbox").fill("62 intrusion");
  expect(await shown.allTextContents()).toEqual(["An intrusion at 62"]);
  expect(await run.locator(".chapter:visible").count()).toBe(1);
  expect(await run.getByRole("status").textContent()).toBe("1 of 4");

  await page.keyboard.press("Enter");
  expect(await run.getByRole("searchbox").inputValue()).toBe("62 intrusion");
  await run.getByRole("searchbox").fill("");
  expect(await shown.count()).toBe(0);
  expect(await run.locator(".chapter:visible").count()).toBe(3);
});

test("a failure is seen at once, and can be looked for alone", async () => {
  const page = await opened(failedRecord());
  const bad = page.locator("#faults li");
  const run = page.getByRole("region", { name: "The whole run" });

  expect(await bad.count()).toBe(1);
  expect((await bad.boundingBox())?.y).toBeLessThan(900);
  expect(await page.locator(".course .wrong").textContent()).toContain("was refused a call");
  // Its chapter is open already.
  expect(await run.locator(".item:visible").count()).toBe(1);

  await run.getByRole("checkbox", { name: "only what went wrong" }).check();
  expect(await run.locator(".item:visible strong").allTextContents()).toEqual([
    "An intrusion at 91",
  ]);
  expect(await run.locator(".chapter:visible").count()).toBe(1);
  await run.getByRole("checkbox").uncheck();
  expect(await run.locator(".chapter[open]").count()).toBe(1);
});

test("the keyboard alone reaches the contents, the filters, the folds and what scrolls", async () => {
  const page = await opened(playedRecord());
  const reached = new Set<string>();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    reached.add(
      await page.evaluate(() => {
        const { activeElement: at } = document;
        return `${at?.tagName ?? ""} ${at?.getAttribute("type") ?? at?.getAttribute("href") ?? ""}`.trim();
      }),
    );
  }

  expect([...reached]).toEqual(
    expect.arrayContaining([
      ...["A #report", "A #messages", "A #message-1"],
      ...["INPUT radio", "INPUT search", "INPUT checkbox", "SUMMARY", "DIV"],
    ]),
  );

  await page.locator(".chapter summary").first().focus();
  await page.keyboard.press("Enter");
  expect(await page.locator(".chapter").first().locator(".item").isVisible()).toBe(true);
});

test("the contents say where one is", async () => {
  const page = await opened(playedRecord());
  const here = page.locator("nav [aria-current]");
  expect(await here.textContent()).toBe("The intrusions");

  await page.getByRole("link", { name: "Findings" }).click();

  await page.locator("nav [aria-current]", { hasText: "Findings" }).waitFor({ timeout: 5_000 });
  expect(await here.count()).toBe(1);
});

test("without a script there is nothing to filter with, and everything to read", async () => {
  const page = await opened(failedRecord(), { javaScriptEnabled: false });

  expect(await page.locator("form:visible").count()).toBe(0);
  expect(await page.locator(".mail:visible").count()).toBe(3);
  await page.locator(".mail > summary").nth(1).click();
  expect(await page.locator("#message-2").isVisible()).toBe(true);
});

test("a foreign script doesn't run, even if it came to stand in the page", async () => {
  const page = await opened(playedRecord());

  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.body.append(script);
    return document.title;
  });

  expect(ran).toBe("Rehearsal passed · Bucket Warden");
  expect(faults.splice(0).join()).toContain("Content Security Policy");
});
