import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page of a file as a reader opens it; what it asks for and complains of goes to `faults`. */
export async function openedIn(
  browser: Browser | undefined,
  { file, faults, ...reader }: BrowserContextOptions & { file: string; faults: string[] },
): Promise<Page> {
  if (!browser) throw new Error("no browser runs");
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...reader });
  page.on("console", (message) => {
    if (message.type() !== "log") faults.push(message.text());
  });
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("request", (request) => {
    if (request.url() !== `file://${file}`) faults.push(`asked for ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  return page;
}
