import { byId, drawn, readModel } from "./document";
import { listenToKeys, listenToPointers } from "./moves";
import { showPanel, toldOf } from "./panel";
import { drawQuietLines } from "./quiet-lines";
import { listenToSearch } from "./search";
import { listenToTheme } from "./theme";
import { View } from "./view";

const model = readModel();
const view = new View();
const stage = byId("stage");

function close(): void {
  byId("panel").hidden = true;
  stage.classList.remove("choosing");
  mark([], "chosen");
  mark([], "near");
  drawQuietLines([]);
}

function choose(id: string): void {
  const told = toldOf(model, id);
  if (!told) return;
  const near = model.edges.filter(({ from, to }) => from === id || to === id);
  stage.classList.toggle("choosing", near.length > 0);
  mark([id], "chosen");
  mark(
    near.map((edge) => edge.id),
    "near",
  );
  drawQuietLines(near.filter(({ quiet }) => quiet));
  showPanel(told, { model, choose, close });
  const [group] = drawn(id);
  if (group) view.reveal(group);
}

/** These have the class, and no others. */
function mark(ids: readonly string[], name: string): void {
  for (const one of stage.querySelectorAll(`.${name}`)) one.classList.remove(name);
  for (const one of ids.flatMap(drawn)) one.classList.add(name);
}

for (const { id, title, name } of [
  ...model.boxes.map((box) => ({ ...box, name: box.place.accountId })),
  ...model.nodes,
])
  for (const group of drawn(id)) {
    // A box has a head as well, by which it is chosen with the mouse alone.
    if (!group.matches(".head")) {
      group.setAttribute("tabindex", "0");
      group.setAttribute("role", "button");
      group.setAttribute("aria-label", `${title}, ${name}`);
    }
    group.addEventListener("click", () => {
      choose(id);
    });
    group.addEventListener("focus", () => {
      if (group.matches(":focus-visible")) view.reveal(group);
    });
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(id);
    });
  }

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});
byId("in").addEventListener("click", () => {
  view.step(1);
});
byId("out").addEventListener("click", () => {
  view.step(-1);
});
byId("fit").addEventListener("click", () => {
  view.fit();
});
listenToPointers(view);
listenToKeys(view);
listenToSearch(model, choose);
listenToTheme();
