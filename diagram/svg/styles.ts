import { FONT } from "../layout/sizes";
import { EDGE_KINDS } from "../model/diagram";

type Colours = Readonly<Record<string, string>>;

const LIGHT: Colours = {
  paper: "#ffffff",
  card: "#ffffff",
  ink: "#1d2433",
  soft: "#5c667a",
  line: "#d5dae3",
  audit: "#f1f5fc",
  "audit-line": "#b7c8e6",
  workload: "#f1f7f0",
  "workload-line": "#b9d3b6",
  organization: "#f8f2f7",
  "organization-line": "#dcc3d6",
  event: "#4457c0",
  permission: "#96600d",
  delivery: "#24775a",
  membership: "#7c5795",
  failure: "#c0665c",
  key: "#a8324a",
  focus: "#1f6feb",
};

const DARK: Colours = {
  paper: "#0f131a",
  card: "#1c222d",
  ink: "#e8ebf1",
  soft: "#a0a9b9",
  line: "#3a4354",
  audit: "#141b28",
  "audit-line": "#314768",
  workload: "#141d17",
  "workload-line": "#33523a",
  organization: "#1f1720",
  "organization-line": "#56405a",
  event: "#96a6ff",
  permission: "#e0ae5e",
  delivery: "#63c79c",
  membership: "#c3a0dc",
  failure: "#e08d84",
  key: "#ef8a9c",
  focus: "#6cb0ff",
};

const rules = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");

/** By the reader's own setting; a page may overrule it with `data-theme` on its root. */
export const COLOURS = `
:root{color-scheme:light;${rules(LIGHT)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${rules(DARK)}}}
:root[data-theme=dark]{color-scheme:dark;${rules(DARK)}}
`;

const TONES = ["audit", "organization", "workload"] as const;

export const PICTURE = `
.picture{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.picture text{fill:var(--ink)}
.paper{fill:var(--paper)}
.box>rect{stroke-width:1.2}
${TONES.map((tone) => `.${tone}>rect{fill:var(--${tone});stroke:var(--${tone}-line)}`).join("\n")}
.head>.title{font-size:${FONT.head}px;font-weight:650}
.head text{paint-order:stroke;stroke-width:6px;stroke-linejoin:round}
${TONES.map((tone) => `.${tone}.head text{stroke:var(--${tone})}`).join("\n")}
.picture .place,.picture .name{fill:var(--soft)}
.head>.place{font-size:${FONT.name}px;font-weight:400}
.node>rect{fill:var(--card);stroke:var(--line)}
.node>.title{font-size:${FONT.title}px;font-weight:600}
.node>.name{font-size:${FONT.name}px}
${["paper", ...TONES].map((tone) => `.on-${tone}>rect{fill:var(--${tone})}`).join("\n")}
.edge path{fill:none;stroke-width:1.4}
.edge text,.legend text{font-size:${FONT.label}px}
${EDGE_KINDS.map((kind) => `.${kind} path{stroke:var(--${kind})} .${kind} text{fill:var(--${kind})} .tip-${kind}{fill:var(--${kind})}`).join("\n")}
.failure path{stroke-dasharray:4 3}
.membership path{stroke-dasharray:7 3}
.legend .said{fill:var(--soft)}
`;
