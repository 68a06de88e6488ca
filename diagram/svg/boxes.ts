import { html, type Html } from "../../html/html";
import type { Rectangle } from "../layout/placed";
import type { DiagramBox } from "../model/diagram";
import { iconAt, rect, tidy } from "./shapes";

export const ACCOUNT_ICON = "architecture-group/AWSAccount";

export const boxOf = ({ id, tone }: DiagramBox, at: Rectangle): Html =>
  html`<g class="box ${tone}" data-id="${id}">${rect(at, 12)}</g> `;

/** What a box is called; above the lines, which may run through its head. */
export function headOf({ id, title, place, tone }: DiagramBox, at: Rectangle): Html {
  const x = tidy(at.x + 60);
  return html`<g class="head ${tone}" data-id="${id}"
    >${iconAt(ACCOUNT_ICON, at.x + 14, at.y + 14, 36)}<text
      class="title"
      x="${x}"
      y="${tidy(at.y + 27)}"
      >${title}</text
    ><text class="place" x="${x}" y="${tidy(at.y + 47)}"
      >${place.accountId} · ${place.region}</text
    ></g
  > `;
}
