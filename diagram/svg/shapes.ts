import { html, type Html } from "../../html/html";
import type { Rectangle } from "../layout/placed";
import { iconId } from "./icons";

/** Tenths of a pixel are enough, and the file is smaller. */
export const tidy = (pixels: number): number => Math.round(pixels * 10) / 10;

export const rect = ({ x, y, width, height }: Rectangle, radius: number): Html =>
  html`<rect
    x="${tidy(x)}"
    y="${tidy(y)}"
    width="${tidy(width)}"
    height="${tidy(height)}"
    rx="${radius}"
  />`;

export const iconAt = (icon: string, x: number, y: number, size: number): Html =>
  html`<use
    href="#${iconId(icon)}"
    x="${tidy(x)}"
    y="${tidy(y)}"
    width="${size}"
    height="${size}"
  />`;
