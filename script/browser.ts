import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

/** As Debian and others call it; a browser of one's own by the environment. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function browserPath(): string {
  const { CHROMIUM, PATH = "" } = process.env;
  const places = PATH.split(path.delimiter);
  const known = NAMES.flatMap((name) => places.map((place) => path.join(place, name)));
  const found = CHROMIUM ?? known.find(isProgram);
  if (found === undefined) {
    throw new Error(
      `this needs a browser: install Debian's chromium, or name one by CHROMIUM (looked for ${NAMES.join(", ")})`,
    );
  }
  return found;
}

/**
 * The browser that tests and pictures look with. Its own sandbox can't be had by root, as whom
 * containers often run.
 */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox"] });
