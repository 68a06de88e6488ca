import { followSections } from "./contents";
import { listenToFilters } from "./filters";

listenToFilters();
followSections();
// Only what is open is printed.
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll<HTMLDetailsElement>(".chapter, .mail"))
    one.open = true;
});
