type Colours = Readonly<Record<string, string>>;

/** What lies under words. */
export const GROUNDS = ["paper", "card", "tint"] as const;

/** What words are written in, on any of the grounds. */
export const INKS = [
  ...["ink", "soft", "good", "bad", "accent"],
  ...["intruder", "aws", "responder", "team"],
  ...["low", "medium", "high", "critical"],
] as const;

const LIGHT: Colours = {
  ...{ paper: "#fbfaf7", card: "#ffffff", tint: "#f3f1ea", line: "#dedad0" },
  ...{ ink: "#1d2129", soft: "#596070", good: "#17703f", bad: "#b3261e", accent: "#2b4c7e" },
  ...{ intruder: "#9c3f00", aws: "#5b4b8a", responder: "#0b6a66", team: "#2556a0" },
  ...{ low: "#596070", medium: "#745600", high: "#9c3f00", critical: "#b3261e" },
  ...{
    added: "#14532f",
    "added-ground": "#e2f3e7",
    removed: "#8f1f18",
    "removed-ground": "#fbe5e3",
  },
};

const DARK: Colours = {
  ...{ paper: "#13161b", card: "#1a1e25", tint: "#21262e", line: "#343b46" },
  ...{ ink: "#e6e8ec", soft: "#a3abb8", good: "#5cc98d", bad: "#ff8a80", accent: "#9dbcf0" },
  ...{ intruder: "#f0a36b", aws: "#bcb0f0", responder: "#5fcac2", team: "#8db8ff" },
  ...{ low: "#a3abb8", medium: "#e0bd5a", high: "#f0a36b", critical: "#ff8a80" },
  ...{
    added: "#9be5b8",
    "added-ground": "#16301f",
    removed: "#ffb6ae",
    "removed-ground": "#3a1e1d",
  },
};

export const SCHEMES = { light: LIGHT, dark: DARK } as const;

const rules = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");

/** By the reader's own setting; on paper always light. */
export const COLOURS = `
:root{color-scheme:light;${rules(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${rules(DARK)}}}
`;
