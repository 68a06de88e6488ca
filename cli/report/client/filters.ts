import { WORDS_FIELD } from "../filter-fields";

/** Without the script there is no form to see, and everything is. */
export function listenToFilters(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.filter")) {
    const section = document.getElementById(form.dataset.section ?? "");
    if (!section) continue;
    form.hidden = false;
    form.addEventListener("input", () => {
      filter(form, section);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
    });
    filter(form, section);
  }
}

function filter(form: HTMLFormElement, section: HTMLElement): void {
  const wanted = wantedBy(form);
  const items = [...section.querySelectorAll<HTMLElement>(".item")];
  for (const item of items) item.hidden = !fits(item, wanted);
  const shown = items.filter((item) => !item.hidden).length;
  const isFiltered = wanted.words.length > 0 || wanted.data.length > 0;
  for (const chapter of section.querySelectorAll<HTMLDetailsElement>(".chapter"))
    showChapter(chapter, isFiltered);
  const output = form.querySelector("output");
  if (output) output.value = isFiltered ? `${shown} of ${items.length}` : "";
}

interface Wanted {
  readonly words: readonly string[];
  readonly data: readonly (readonly [name: string, value: string])[];
}

function wantedBy(form: HTMLFormElement): Wanted {
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() !== "" ? [[name, value] as const] : [],
  );
  const words = fields.filter(([name]) => name === WORDS_FIELD).map(([, value]) => value);
  return {
    words: words.join(" ").toLowerCase().split(/\s+/).filter(Boolean),
    data: fields.filter(([name]) => name !== WORDS_FIELD),
  };
}

function fits(item: HTMLElement, { words, data }: Wanted): boolean {
  const text = item.textContent.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    data.every(([name, value]) => item.dataset[name] === value)
  );
}

/** What is found is to be seen at once; without a filter a chapter is as its reader left it. */
function showChapter(chapter: HTMLDetailsElement, isFiltered: boolean): void {
  const { wasOpen } = chapter.dataset;
  const hasFound = chapter.querySelector(".item:not([hidden])") !== null;
  chapter.hidden = isFiltered && !hasFound;
  if (isFiltered) {
    chapter.dataset.wasOpen ??= String(chapter.open);
    chapter.open = hasFound;
  } else if (wasOpen !== undefined) {
    chapter.open = wasOpen === "true";
    delete chapter.dataset.wasOpen;
  }
}
