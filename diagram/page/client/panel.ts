import type { Diagram, DiagramEdge, Part } from "../../model/diagram";
import { byId, made } from "./document";

export interface Choosing {
  readonly model: Diagram;
  readonly choose: (id: string) => void;
  readonly close: () => void;
}

interface Told {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly parts: readonly Part[];
  readonly stacks?: readonly string[];
}

/** A node, or a box as if it were one. */
export function toldOf({ nodes, boxes }: Diagram, id: string): Told | undefined {
  const node = nodes.find((one) => one.id === id);
  if (node) return node;
  const box = boxes.find((one) => one.id === id);
  return box && { ...box, name: `${box.place.accountId} · ${box.place.region}` };
}

/** Beside the picture: what is chosen, its lines and its settings. */
export function showPanel(told: Told, choosing: Choosing): void {
  const panel = byId("panel");
  const close = made("button", "×");
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", choosing.close);
  const head = made("div", made("div", made("h2", told.title), made("p", told.name)), close);
  head.className = "head";
  panel.replaceChildren(
    head,
    ...lines(told.id, choosing),
    ...listed("Stacks", told.stacks ?? []),
    ...settings(told.parts),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

function lines(id: string, { model, choose }: Choosing): HTMLElement[] {
  const near = model.edges.filter(({ from, to }) => from === id || to === id);
  if (near.length === 0) return [];
  const row = ({ from, to, labels }: DiagramEdge) => {
    const isOut = from === id;
    const other = toldOf(model, isOut ? to : from);
    const button = made("button", `${isOut ? "→" : "←"} ${other?.title ?? ""} `);
    button.append(made("small", labels.join(", ")));
    button.addEventListener("click", () => {
      choose(isOut ? to : from);
    });
    return made("li", button);
  };
  return [made("h3", "Lines"), made("ul", ...near.map(row))];
}

const listed = (title: string, names: readonly string[]): HTMLElement[] =>
  names.length === 0
    ? []
    : [made("h3", title), made("ul", ...names.map((name) => made("li", made("code", name))))];

function settings(parts: readonly Part[]): HTMLElement[] {
  if (parts.length === 0) return [];
  const rows = parts.map(({ address, file, line, settings: its }, index) => {
    const row = made("details", made("summary", made("code", address)));
    row.append(made("p", line === undefined ? file : `${file}:${line}`));
    row.append(made("pre", JSON.stringify(its, null, 2)));
    row.open = index === 0;
    return row;
  });
  return [made("h3", "Settings"), ...rows];
}
