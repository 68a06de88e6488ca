import { html, Html } from "../../html/html";
import type { Placed } from "../layout/placed";
import type { ReadIcon } from "./icons";
import { COLOURS, PICTURE } from "./styles";
import { picture } from "./svg";

/** A file of its own, light or dark as its reader's setting is. */
export const svgFile = (placed: Placed, readIcon: ReadIcon): string =>
  picture(
    placed,
    readIcon,
    html`<style>
      ${new Html(COLOURS + PICTURE)}
    </style>`,
  ).text;
