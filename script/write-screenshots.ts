/**
 * Photographs the diagram's page and a rehearsal's report for docs/: run `npm run rehearse` before,
 * for what the report shows was measured by it.
 * Usage: npm run screenshots [-- REPORT]
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { diagramCommand } from "../cli/commands/diagram";
import { packageRoot } from "../config/package-root";
import { launchBrowser } from "./browser";

interface Shot {
  readonly name: string;
  readonly of: "report" | "diagram";
  readonly colorScheme: "light" | "dark";
  readonly height: number;
  /** What a reader does before looking. */
  readonly before?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  {
    ...{ name: "report", of: "report", colorScheme: "light", height: 1050 },
    before: (page) => scrollTo(page, "#incidents"),
  },
  {
    ...{ name: "report-messages", of: "report", colorScheme: "dark", height: 900 },
    before: (page) => scrollTo(page, "#messages"),
  },
  {
    ...{ name: "report-run", of: "report", colorScheme: "light", height: 900 },
    before: (page) => scrollTo(page, "#timeline"),
  },
  {
    ...{ name: "diagram", of: "diagram", colorScheme: "light", height: 900 },
    before: (page) => page.getByRole("button", { name: "Responder, " }).first().press("Enter"),
  },
];

const scrollTo = (page: Page, anchor: string): Promise<void> =>
  page.locator(anchor).evaluate((section) => {
    section.scrollIntoView({ behavior: "instant" });
  });

const root = packageRoot();
const folder = mkdtempSync(path.join(tmpdir(), "warden-screenshots-"));
const [report = path.join(root, ".rehearsal", "report.html")] = process.argv.slice(2);
const pages = { report: path.resolve(report), diagram: path.join(folder, "diagram.html") };

async function photograph(browser: Browser, shot: Shot): Promise<void> {
  const { name, of, colorScheme, height, before } = shot;
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height } });
  await page.goto(`file://${pages[of]}`);
  await before?.(page);
  const file = path.join(root, "docs", "pictures", `${name}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  process.stdout.write(`${path.relative(root, file)}\n`);
}

async function write(): Promise<void> {
  if (!existsSync(pages.report)) throw new Error(`no report at ${report}: npm run rehearse first`);
  await diagramCommand({ config: path.join(root, "warden.config.ts"), out: pages.diagram });
  const browser = await launchBrowser();
  try {
    for (const shot of SHOTS) await photograph(browser, shot);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

void write();
