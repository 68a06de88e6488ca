import { byId } from "./document";
import type { View } from "./view";

/** Of a mouse's wheel: a notch is about 100. */
const WHEEL = 0.0015;
/** Pixels; less is a click. */
const MOVED = 4;

/** Wheel, drag and pinch. */
export function listenToPointers(view: View): void {
  const stage = byId("stage");
  const held = new Map<number, PointerEvent>();
  let travelled = 0;
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      view.zoom(Math.exp(-event.deltaY * WHEEL), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  stage.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, event);
    travelled = 0;
  });
  window.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    stage.classList.toggle("moving", travelled > MOVED);
    const [other] = [...held.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
    if (other) pinch(view, other, before, event);
    else view.pan(event.clientX - before.clientX, event.clientY - before.clientY);
    held.set(event.pointerId, event);
  });
  const release = (event: PointerEvent) => {
    held.delete(event.pointerId);
    stage.classList.remove("moving");
  };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  // The end of a drag is no click on what happens to lie there.
  stage.addEventListener(
    "click",
    (event) => {
      if (travelled > MOVED) event.stopPropagation();
    },
    { capture: true },
  );
}

function pinch(view: View, still: PointerEvent, before: PointerEvent, now: PointerEvent): void {
  const apart = (one: PointerEvent) =>
    Math.hypot(one.clientX - still.clientX, one.clientY - still.clientY);
  const middle = {
    x: (now.clientX + still.clientX) / 2,
    y: (now.clientY + still.clientY) / 2,
  };
  view.zoom(apart(now) / Math.max(1, apart(before)), middle);
}

const KEYS: Readonly<Record<string, (view: View) => void>> = {
  "+": (view) => {
    view.step(1);
  },
  "=": (view) => {
    view.step(1);
  },
  "-": (view) => {
    view.step(-1);
  },
  "0": (view) => {
    view.fit();
  },
  ArrowLeft: (view) => {
    view.shift(-1, 0);
  },
  ArrowRight: (view) => {
    view.shift(1, 0);
  },
  ArrowUp: (view) => {
    view.shift(0, -1);
  },
  ArrowDown: (view) => {
    view.shift(0, 1);
  },
};

export function listenToKeys(view: View): void {
  byId("stage").addEventListener("keydown", (event) => {
    const move = event.ctrlKey || event.metaKey ? undefined : KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    move(view);
  });
}
