/** Widths of characters in parts of the size of the font, as sans-serif fonts have them on average. */
const NARROW = /[ijlt.,:;'|!()[\]/\\ fr-]/;
const WIDE = /[mwMW@…→]/;
const CAPITAL = /[A-Z]/;

const widthOf = (character: string): number => {
  if (NARROW.test(character)) return 0.37;
  if (WIDE.test(character)) return 0.98;
  return CAPITAL.test(character) ? 0.7 : 0.59;
};

/** Pixels, a little too many rather than too few: no browser is asked. */
export const textWidth = (text: string, size: number): number =>
  Math.ceil(Array.from(text).reduce((sum, character) => sum + widthOf(character), 0) * size);
