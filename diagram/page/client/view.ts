import { only } from "./document";

const STEP = 1.25;
/** Parts of what is seen. */
const SHIFT = 0.12;
/** Pixels of the window for one of the picture's. */
const SMALLEST = 0.05;
const LARGEST = 8;

/** What of the picture is seen: from where, and how large. */
export class View {
  private readonly svg = only("#stage svg", SVGSVGElement);
  private readonly whole = this.svg.viewBox.baseVal;
  private readonly full = { width: this.whole.width, height: this.whole.height };
  private scale = 1;
  private x = 0;
  private y = 0;

  constructor() {
    this.toWidth();
    // Beside a panel there is less to be seen, and nothing moves.
    new ResizeObserver(() => {
      this.show();
    }).observe(this.svg);
  }

  /** All of it, in the middle. */
  fit(): void {
    const { width, height } = this.stage();
    this.scale = Math.min(width / this.full.width, height / this.full.height);
    this.x = (this.full.width - width / this.scale) / 2;
    this.y = (this.full.height - height / this.scale) / 2;
    this.show();
  }

  /** From the top, as wide as the stage, but never larger than it was drawn. */
  private toWidth(): void {
    const { width } = this.stage();
    this.scale = Math.min(1, width / this.full.width);
    this.x = (this.full.width - width / this.scale) / 2;
    this.y = 0;
    this.show();
  }

  /** @param at where to stand still, in pixels of the window. @default the middle */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const stage = this.stage();
    const [dx, dy] = at
      ? [at.x - stage.left, at.y - stage.top]
      : [stage.width / 2, stage.height / 2];
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    this.x += dx / this.scale - dx / scale;
    this.y += dy / this.scale - dy / scale;
    this.scale = scale;
    this.show();
  }

  step(direction: 1 | -1): void {
    this.zoom(STEP ** direction);
  }

  /** In pixels of the window. */
  pan(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.show();
  }

  shift(right: number, down: number): void {
    const { width, height } = this.stage();
    this.pan(-right * width * SHIFT, -down * height * SHIFT);
  }

  /** Moves there what can't be seen. */
  reveal(element: SVGGraphicsElement): void {
    const box = element.getBBox();
    const stage = this.stage();
    const [width, height] = [stage.width / this.scale, stage.height / this.scale];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const isSeen = x > this.x && x < this.x + width && y > this.y && y < this.y + height;
    if (isSeen) return;
    this.x = x - width / 2;
    this.y = y - height / 2;
    this.show();
  }

  private stage(): DOMRect {
    return this.svg.getBoundingClientRect();
  }

  private show(): void {
    const { width, height } = this.stage();
    const seen = [this.x, this.y, width / this.scale, height / this.scale];
    this.svg.setAttribute("viewBox", seen.join(" "));
  }
}
