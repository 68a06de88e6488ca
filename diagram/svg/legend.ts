import { html, type Html } from "../../html/html";
import { FONT } from "../layout/sizes";
import { textWidth } from "../layout/text-width";
import { EDGE_KINDS, type EdgeKind } from "../model/diagram";

export const LEGEND_HEIGHT = 40;
const SAMPLE = 26;

const WORDS: Readonly<Record<EdgeKind, string>> = {
  event: "event",
  permission: "permission",
  delivery: "delivery of records",
  membership: "membership",
  failure: "what can't be delivered",
  key: "encryption",
};

/** The kinds that are drawn, side by side. */
export function legend(drawn: readonly EdgeKind[], y: number): Html {
  const kinds = EDGE_KINDS.filter((kind) => drawn.includes(kind));
  let x = 16;
  const entries = kinds.map((kind) => {
    const from = x;
    x += SAMPLE + 8 + textWidth(WORDS[kind], FONT.label) + 20;
    return html`<g class="${kind}"
      ><path
        d="M${from} ${y}h${SAMPLE}"
        marker-end="url(#tip-${kind})"
        fill="none"
        stroke-width="1.4"
      /><text class="said" x="${from + SAMPLE + 8}" y="${y + 4}">${WORDS[kind]}</text></g
    >`;
  });
  return html`<g class="legend">${entries}</g>`;
}
