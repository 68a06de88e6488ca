import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ELK } from "elkjs/lib/elk-api";
import type * as Bundled from "elkjs/lib/elk.bundled.js";
import type { ReadIcon } from "../../diagram/svg/icons";
import { MissingPrerequisite } from "../prerequisites/missing";

export interface DiagramPackages {
  readonly elk: ELK;
  readonly readIcon: ReadIcon;
}

/**
 * What lays out and illustrates a diagram: optional packages, for only this command needs their
 * 11 MB. AWS lets its icons be used in architecture diagrams.
 * @throws MissingPrerequisite where one is absent
 */
export function loadPackages(): DiagramPackages {
  const found = createRequire(__filename);
  try {
    const { default: Elk } = found("elkjs/lib/elk.bundled.js") as typeof Bundled;
    const icons = path.join(path.dirname(found.resolve("aws-icons/package.json")), "icons");
    return {
      elk: new Elk(),
      readIcon: (icon) => readFileSync(path.join(icons, `${icon}.svg`), "utf8"),
    };
  } catch (error) {
    throw new MissingPrerequisite({
      what: "What draws a diagram",
      why: (error as Error).message.split("\n")[0] ?? "",
      remedy: "npm install --save-dev elkjs aws-icons",
    });
  }
}
