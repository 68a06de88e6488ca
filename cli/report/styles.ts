/** Light and dark by the reader's own setting; fonts that every system has. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2129; --soft: #5d6470; --line: #e2dfd7;
  --good: #1d7a4a; --bad: #b3261e; --accent: #2b4c7e; --tint: #f3f1ea;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --card: #1b1f26; --ink: #e6e8ec; --soft: #9aa3b0; --line: #2d333d;
    --good: #5cc98d; --bad: #ff8a80; --accent: #9dbcf0; --tint: #21262e;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); }
main { max-width: 66rem; margin: 0 auto; padding: 4rem 1.5rem 6rem; }
h1 { font-size: clamp(1.6rem, 4vw, 2.3rem); line-height: 1.2; letter-spacing: -0.02em; margin: 0.4rem 0 0.8rem; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1.3rem; letter-spacing: -0.01em; margin: 0 0 1rem; }
h3 { font-size: 1.1rem; margin: 0 0 0.4rem; }
h4 { font-size: 0.95rem; margin: 0 0 0.4rem; }
p { margin: 0 0 0.6rem; }
section { margin-top: 4rem; }
code, pre { font-family: var(--mono); font-size: 0.84em; overflow-wrap: anywhere; }
pre { margin: 0; padding: 0.9rem 1rem; background: var(--tint); border-radius: 8px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.kicker { text-transform: uppercase; letter-spacing: 0.12em; font-size: 0.75rem; color: var(--soft); margin: 0; font-weight: 600; }
.quiet { color: var(--soft); font-size: 0.9em; }
.lead { color: var(--soft); max-width: 44rem; margin-bottom: 1.2rem; }
.verdict { color: var(--bad); } .verdict.passed { color: var(--good); }
.verdict::after { content: "."; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1px; margin: 2.2rem 0 0; background: var(--line); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.figures div { background: var(--card); padding: 1.1rem 1.2rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dd { margin: 0; font-size: 1.7rem; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.figures dt { color: var(--soft); font-size: 0.86rem; line-height: 1.4; }
.mark { font-weight: 700; } .mark.good { color: var(--good); } .mark.bad { color: var(--bad); }
.chapter { font-size: 0.95rem; margin: 1.6rem 0 0.3rem; color: var(--accent); }
.timeline { list-style: none; margin: 0; padding: 0; }
.timeline li { display: grid; grid-template-columns: 2.6rem 1rem minmax(0, 5fr) minmax(0, 7fr); gap: 0 0.7rem; padding: 0.42rem 0; border-top: 1px solid var(--line); }
.timeline time { color: var(--soft); text-align: right; font-variant-numeric: tabular-nums; }
.timeline details { margin: 0; } .timeline summary { font-size: 0.86rem; }
.timeline strong { font-weight: 500; }
.timeline p { margin: 0; color: var(--soft); font-size: 0.86rem; line-height: 1.5; overflow-wrap: anywhere; white-space: pre-line; }
.timeline .bad strong, .timeline .bad p { color: var(--bad); }
.incident, .delivery { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; margin-bottom: 1.4rem; }
.delivery { padding: 0.9rem 1.2rem; margin-bottom: 0.7rem; } .delivery p { margin: 0 0 0.3rem; }
.states { display: grid; grid-template-columns: 1fr auto 1fr; gap: 1rem; align-items: center; margin: 0 0 1.2rem; }
.state { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; height: 100%; }
.state p { margin: 0; overflow-wrap: anywhere; } .state h4 { color: var(--soft); font-weight: 600; }
.state .big { font-size: 1.4rem; font-weight: 650; letter-spacing: -0.01em; }
.state.there .big { color: var(--bad); } .state.gone .big { color: var(--good); }
.arrow { color: var(--soft); font-size: 1.4rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.6rem; }
figure { margin: 0; } figcaption { font-weight: 600; font-size: 0.9rem; margin-bottom: 0.4rem; }
figure + figure { margin-top: 1.2rem; }
.letter { border-left: 3px solid var(--accent); margin: 0 0 1.2rem; padding: 0.1rem 0 0.1rem 1.8rem; }
.letter > summary { color: var(--ink); list-style-position: outside; }
.letter > summary span, .letter > summary strong { display: block; font-weight: 600; line-height: 1.4; }
.letter > summary .quiet { font-weight: 400; }
details { margin-top: 0.5rem; } summary { cursor: pointer; color: var(--accent); font-size: 0.9rem; }
details pre { margin-top: 0.5rem; max-height: 30rem; overflow: auto; }
.letter > pre { max-height: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; padding: 0.55rem 0.9rem 0.55rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: 0.8rem; vertical-align: bottom; }
tbody th { font-weight: 600; }
td > code { display: inline-block; min-width: 13rem; }
#stacks th { white-space: nowrap; } #stacks td > code { min-width: 0; } #stacks thead .plan { white-space: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.decisions td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap; }
.decisions td:last-child { width: 36%; } .refused td:last-child { color: var(--bad); }
@media (max-width: 40rem) { .timeline li { grid-template-columns: 2.6rem 1rem 1fr; } .timeline p { grid-column: 3; } .timeline details { grid-column: 3; } main { padding-top: 2rem; } .states { grid-template-columns: 1fr; } .arrow { transform: rotate(90deg); justify-self: center; } }
@media print { body { background: none; } .incident { break-inside: avoid; } }
`;
