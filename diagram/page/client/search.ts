import type { Diagram, DiagramNode } from "../../model/diagram";
import { byId, drawn, only } from "./document";

/** All that a node is known by: its names, addresses and settings. */
const words = ({ title, name, parts, stacks = [] }: DiagramNode): string =>
  [
    title,
    name,
    ...stacks,
    ...parts.map(({ address, settings }) => address + JSON.stringify(settings)),
  ]
    .join("\n")
    .toLowerCase();

/** Marks what has every word of the search in it, as it is typed. */
export function listenToSearch({ nodes }: Diagram, choose: (id: string) => void): void {
  const field = only("#search", HTMLInputElement);
  const known = nodes.map((node) => ({ node, text: words(node) }));
  let found: readonly DiagramNode[] = [];
  field.addEventListener("input", () => {
    const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text: string) => asked.every((word) => text.includes(word));
    found =
      asked.length === 0 ? [] : known.filter(({ text }) => fits(text)).map(({ node }) => node);
    const ids = new Set(found.map(({ id }) => id));
    for (const { id } of nodes)
      for (const one of drawn(id)) one.classList.toggle("match", ids.has(id));
    byId("stage").classList.toggle("searching", asked.length > 0);
    byId("found").textContent = asked.length === 0 ? "" : `${found.length} found`;
  });
  field.addEventListener("keydown", ({ key }) => {
    const [first] = found;
    if (key === "Enter" && first) choose(first.id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === field) return;
    event.preventDefault();
    field.focus();
  });
}
