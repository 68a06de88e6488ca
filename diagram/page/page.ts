import { html, Html } from "../../html/html";
import type { Placed } from "../layout/placed";
import type { Diagram } from "../model/diagram";
import type { ReadIcon } from "../svg/icons";
import { COLOURS, PICTURE } from "../svg/styles";
import { picture } from "../svg/svg";
import { PAGE } from "./styles";

export interface PageParts {
  readonly diagram: Diagram;
  readonly placed: Placed;
  readonly readIcon: ReadIcon;
  /** The script of `client/`, bundled. */
  readonly script: string;
}

/** Nothing but the page itself is loaded, whatever stands in it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/** One file with everything in it: it can be mailed, archived, and read without a network. */
export const diagramPage = ({ diagram, placed, readIcon, script }: PageParts): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>Diagram · Bucket Warden</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(COLOURS + PICTURE + PAGE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Bucket Warden</h1>
          <input id="search" type="search" placeholder="Search ( / )" aria-label="Search" />
          <span id="found" role="status"></span>
          <span role="group" aria-label="Zoom">
            <button id="out" aria-label="Zoom out">−</button>
            <button id="in" aria-label="Zoom in">+</button>
            <button id="fit">Fit</button>
          </span>
          <button id="theme" aria-label="Light or dark">◐</button>
        </header>
        <main id="stage" tabindex="0" aria-label="Diagram: arrow keys move it, plus and minus zoom">
          ${picture(placed, readIcon)}
        </main>
        <aside id="panel" aria-label="Settings" hidden></aside>
        <script type="application/json" id="model">
          ${inScript(diagram)}
        </script>
        <script>
          ${new Html(script.replaceAll("</script", String.raw`<\/script`))};
        </script>
      </body>
    </html> `.text;

/** JSON that can't end the element it stands in. */
const inScript = (value: unknown): Html =>
  new Html(JSON.stringify(value).replaceAll("<", String.raw`\u003c`));
