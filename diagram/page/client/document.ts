import type { Diagram } from "../../model/diagram";

/** @throws where the page has no such element: then it isn't ours */
export function only<E extends Element>(selector: string, kind: new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

export const byId = (id: string): HTMLElement => only(`#${id}`, HTMLElement);

export const readModel = (): Diagram => JSON.parse(byId("model").textContent) as Diagram;

/** An element with text and children; whatever they say stays text. */
export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  ...content: readonly (string | Node)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

/** Of a node, box or edge; a line and its label are two elements of one edge. */
export const drawn = (id: string): readonly SVGGElement[] => [
  ...document.querySelectorAll<SVGGElement>(`[data-id="${CSS.escape(id)}"]`),
];
