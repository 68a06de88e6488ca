/** In the contents, the section that is read is marked; where they scroll, it is kept in sight. */
export function followSections(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("nav a")];
  const sections = links.flatMap((link) => document.getElementById(link.hash.slice(1)) ?? []);
  const mark = () => {
    // The last one whose head has come to the upper third of the window.
    const line = window.innerHeight / 3;
    const here = sections.findLast((one) => one.getBoundingClientRect().top <= line) ?? sections[0];
    for (const link of links) {
      const isHere = link.hash === `#${here?.id ?? ""}`;
      if (!isHere) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        link.scrollIntoView({ block: "nearest", inline: "center" });
      }
    }
  };
  let waiting = false;
  window.addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}
