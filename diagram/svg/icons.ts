import { html, Html } from "../../html/html";

/** The text of an SVG file, by its path below the icons' folder, without the ending. */
export type ReadIcon = (icon: string) => string;

const VIEW_BOX = /viewBox="([^"]+)"/;
const OUTER = /^[^]*?<svg[^>]*>|<\/svg>\s*$|<title>[^<]*<\/title>/g;

/** AWS's ink for what has no colour of its own: it would be lost on a dark ground. */
const INK = 'fill="#242f3e"';

export const iconId = (icon: string): string => `icon-${icon.replaceAll("/", "-")}`;

/** Each icon once; the picture refers to it. */
export const iconSymbols = (icons: readonly string[], read: ReadIcon): readonly Html[] =>
  [...new Set(icons)].sort().map((icon) => {
    const text = read(icon);
    const viewBox = VIEW_BOX.exec(text)?.[1] ?? "0 0 64 64";
    const content = new Html(text.replaceAll(OUTER, "").replaceAll(INK, 'style="fill:var(--ink)"'));
    return html`<symbol id="${iconId(icon)}" viewBox="${viewBox}">${content}</symbol> `;
  });
