/** Around the content; fonts that every system has. */
const PAGE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:1.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;display:grid;grid-template-columns:minmax(1rem,1fr) 12rem minmax(0,62rem) minmax(1rem,1fr);column-gap:2.5rem}
body>header{grid-column:3;padding:3.5rem 0 0}
nav{grid-column:2;grid-row:1/span 2;padding-top:3.5rem}
main{grid-column:3;padding:0 0 6rem;min-width:0}
main:focus{outline:none}
nav ul{list-style:none;margin:0;padding:0;position:sticky;top:1.5rem;font-size:.9rem}
nav a{display:block;padding:.28rem .8rem;color:var(--soft);text-decoration:none;border-left:2px solid var(--line)}
nav a:hover{color:var(--ink)}
nav a[aria-current]{color:var(--ink);border-color:var(--accent);font-weight:600}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.4rem .8rem;z-index:3}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
h1{font-size:clamp(1.6rem,4vw,2.2rem);line-height:1.2;letter-spacing:-.02em;margin:.4rem 0 .8rem;font-weight:650;text-wrap:balance}
h2{font-size:1.35rem;letter-spacing:-.01em;margin:0 0 1rem}
h3{font-size:1.1rem;margin:0 0 .4rem}
h4{font-size:.95rem;margin:1.6rem 0 .6rem}
h5{font-size:.85rem;margin:0;color:var(--soft);font-weight:600}
p{margin:0 0 .6rem}
a{color:var(--accent);text-underline-offset:.15em}
section{margin-top:4rem}
code,pre{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.84em;overflow-wrap:anywhere}
pre{margin:0;padding:.9rem 1rem;background:var(--tint);border-radius:8px;line-height:1.5;white-space:pre-wrap}
.kicker{text-transform:uppercase;letter-spacing:.12em;font-size:.75rem;color:var(--soft);margin:0;font-weight:600}
.quiet{color:var(--soft);font-size:.9em}
.lead{color:var(--soft);max-width:46rem;margin-bottom:1.2rem}
.verdict{color:var(--bad)}
.verdict.passed{color:var(--good)}
.verdict::after{content:"."}
.good{color:var(--good)}
.bad,em{color:var(--bad)}
.mark{font-weight:700}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1px;margin:1.8rem 0 0;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.figures div{background:var(--card);padding:1.1rem 1.2rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
.figures dd{margin:0;font-size:1.7rem;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figures dt{color:var(--soft);font-size:.86rem;line-height:1.4}
summary{cursor:pointer;color:var(--accent);font-size:.9rem}
details pre{margin-top:.5rem;max-height:30rem;overflow:auto}
time{font-variant-numeric:tabular-nums;color:var(--soft)}
.badge{display:inline-block;font-size:.68rem;font-weight:700;letter-spacing:.04em;line-height:1;padding:.28em .5em;border:1px solid;border-radius:5px;color:var(--low);min-width:5.6rem;text-align:center}
.badge.high{color:var(--high)}
.badge.medium{color:var(--medium)}
.badge.critical{color:var(--critical)}
`;

/** What has a place in time: an incident's course, and the run's chapters. */
const TIME = `
.track,.axis{position:relative;display:block}
.track{height:1.5rem;background:linear-gradient(var(--line),var(--line)) 0 50%/100% 1px no-repeat}
.track i{position:absolute;top:50%;background:var(--lane,var(--accent));border-radius:3px}
.track .bar{height:.75rem;margin-top:-.375rem;min-width:4px}
.track .dot{width:.8rem;height:.8rem;margin:-.4rem 0 0 -.4rem;border-radius:50%;box-shadow:0 0 0 2px var(--card)}
.axis{height:1.4rem;font-size:.78rem;color:var(--soft)}
.axis i{position:absolute;bottom:0;font-style:normal;padding-left:.3em;border-left:1px solid var(--soft);line-height:1.1;white-space:nowrap}
.axis .turned{transform:translateX(-100%);border:0;border-right:1px solid var(--soft);padding:0 .3em 0 0}
.course{list-style:none;margin:0 0 .6rem;padding:0}
.course li{--lane:var(--accent);display:grid;grid-template-columns:3.6rem 5.6rem minmax(0,18rem) minmax(0,1fr);gap:0 .8rem;align-items:center;padding:.3rem 0;border-top:1px solid var(--line)}
.course .ruler{border:0;padding:0}
.course .axis{grid-column:4}
.course time{text-align:right;font-size:.86rem}
.course .who{color:var(--lane);font-size:.86rem}
.course .what{font-size:.94rem;line-height:1.35;overflow-wrap:anywhere}
.course small{display:block;color:var(--soft);font-size:.8rem}
.course .intruder{--lane:var(--intruder)}
.course .aws{--lane:var(--aws)}
.course .responder{--lane:var(--responder)}
.course .team{--lane:var(--team)}
.course .team .dot{border-radius:2px;transform:rotate(45deg)}
.course .intruder .dot{border-radius:2px}
.course .wrong{--lane:var(--bad)}
.wrong>.what,.wrong>strong,.wrong>p,li.wrong summary{color:var(--bad)}
#timeline>.ruler{margin:1rem 0 .3rem;padding-left:calc(3rem + 1.4rem + 17rem + 5rem + 2.4rem)}
.chapter{border-top:1px solid var(--line)}
.chapter>summary{display:grid;grid-template-columns:3rem 1.4rem 17rem 5rem minmax(0,1fr);gap:0 .6rem;align-items:center;padding:.35rem 0;color:var(--ink);list-style:none}
.chapter>summary::-webkit-details-marker{display:none}
.chapter>summary h3{font-size:.95rem;margin:0;font-weight:600}
.chapter>summary h3::after{content:" ▸";color:var(--soft);font-size:.8em}
.chapter[open]>summary h3::after{content:" ▾"}
.chapter>summary:hover h3{color:var(--accent)}
.chapter>summary .quiet{text-align:right;font-variant-numeric:tabular-nums}
.chapter.wrong{--lane:var(--bad)}
.chapter.wrong>summary h3{color:var(--bad)}
.chapter ol{list-style:none;margin:0 0 .8rem;padding:0}
.chapter li{display:grid;grid-template-columns:3rem 1.4rem minmax(0,5fr) minmax(0,7fr);gap:0 .6rem;padding:.4rem 0;border-top:1px dotted var(--line)}
.chapter li strong{font-weight:500}
.chapter li p{margin:0;color:var(--soft);font-size:.86rem;line-height:1.5;overflow-wrap:anywhere}
.chapter li.wrong p{color:var(--bad)}
.faults{list-style:none;margin:0;padding:0}
.faults li{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--bad);border-radius:8px;padding:.8rem 1rem;margin-bottom:.7rem;overflow-wrap:anywhere}
.faults p{color:var(--bad);margin:.2rem 0 0;font-size:.9rem}
.faults summary{color:var(--bad)}
`;

const CONTENT = `
.incident{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.5rem;margin-bottom:1.4rem}
.states{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:1rem;margin:0 0 1rem}
.state{border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem}
.state p{margin:.2rem 0 .4rem;overflow-wrap:anywhere}
.state .big{font-size:1.15rem;font-weight:650;letter-spacing:-.01em}
.arrow{color:var(--soft);font-weight:400}
figure{margin:0}
figcaption{font-size:.9rem;margin-bottom:.4rem}
.diff{border:1px solid var(--line);border-radius:8px;overflow:hidden;font-size:.95rem;padding:.3rem 0}
.diff.small{font-size:.84rem;padding:0}
.diff span,.diff ins,.diff del{display:grid;grid-template-columns:1.4rem minmax(0,1fr);padding:.08rem .6rem;text-decoration:none}
.diff code{white-space:pre-wrap}
.diff ins{background:var(--added-ground);color:var(--added)}
.diff del{background:var(--removed-ground);color:var(--removed)}
.diff .gap{margin:.2rem 0;padding:.15rem .6rem;background:var(--tint);color:var(--soft);font-size:.8rem}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center;margin:0 0 1rem}
.filter fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem;align-items:center}
.filter legend{float:left;font-size:.82rem;color:var(--soft);margin-right:.4rem}
.filter input[type=search]{font:inherit;font-size:.9rem;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:8px;padding:.35rem .7rem;width:min(20rem,100%)}
.filter input::placeholder{color:var(--soft);opacity:1}
.pill{position:relative;font-size:.8rem;color:var(--soft)}
.pill input{position:absolute;inset:0;opacity:0;margin:0;width:100%;height:100%;cursor:pointer}
.pill span{display:block;border:1px solid var(--line);background:var(--card);border-radius:99px;padding:.2rem .7rem}
.pill:hover span{border-color:var(--soft)}
.pill input:checked+span{color:var(--ink);border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.pill input:focus-visible+span{outline:2px solid var(--accent);outline-offset:2px}
.inbox{background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.mail+.mail{border-top:1px solid var(--line)}
.mail>summary{display:grid;grid-template-columns:5.6rem 9rem minmax(0,1fr) auto;gap:0 .8rem;align-items:baseline;padding:.6rem 1rem;color:var(--ink);list-style:none}
.mail>summary::-webkit-details-marker{display:none}
.mail>summary:hover,.mail[open]>summary{background:var(--tint)}
.mail .badge{justify-self:start;align-self:center}
.mail strong{font-weight:600;grid-column:3;overflow-wrap:anywhere}
.mail .snippet{grid-column:3;color:var(--soft);overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.mail time{grid-column:4;grid-row:1;font-size:.84rem}
.letter{padding:.6rem 1rem 1.2rem;scroll-margin-top:4rem}
.letter dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.1rem .8rem;margin:0 0 .8rem;padding-bottom:.7rem;border-bottom:1px solid var(--line);font-size:.9rem}
.letter dt{color:var(--soft)}
.letter dd{margin:0;overflow-wrap:anywhere}
.letter>pre{background:none;padding:0;max-height:none}
.delivery,.finding{border-top:1px solid var(--line);padding:.45rem 0}
.delivery p{margin:0 0 .2rem}
.finding>summary{color:var(--ink);overflow-wrap:anywhere}
.changes{margin:.4rem 0;padding-left:1.2rem;font-size:.9rem;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;font-size:.8rem;vertical-align:bottom}
tbody th{font-weight:600}
td>code{display:inline-block;min-width:13rem}
#stacks th{white-space:nowrap}
#stacks td>code{min-width:0;white-space:nowrap}
#stacks thead .plan{white-space:normal}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.decisions td:first-child{font-variant-numeric:tabular-nums;white-space:nowrap}
.decisions td:last-child{width:36%}
.refused td:last-child{color:var(--bad)}
`;

/** Narrow: the contents become a line that stays on top; rows put their track below their words. */
const NARROW = `
@media (max-width:62rem){
html{scroll-padding-top:4rem}
body{display:block}
body>header{padding:2rem 1rem 0}
main{padding:0 1rem 4rem}
nav{padding:0;position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);margin-top:1rem}
nav ul{display:flex;overflow-x:auto;padding:0 .4rem}
nav a{white-space:nowrap;border-left:0;border-bottom:2px solid transparent;padding:.6rem .6rem}
}
@media (max-width:46rem){
.incident{padding:1rem}
.course li{grid-template-columns:3.6rem minmax(0,1fr)}
.course .what{grid-column:2}
.course .track,.course .axis{grid-column:1/-1}
.chapter>summary{grid-template-columns:2.6rem 1rem minmax(0,1fr) auto}
.chapter>summary .track{grid-column:1/-1}
#timeline>.ruler{padding-left:0}
.chapter li{grid-template-columns:2.6rem 1rem minmax(0,1fr)}
.chapter li p,.chapter li details{grid-column:3}
.mail>summary{grid-template-columns:auto minmax(0,1fr) auto}
.mail strong,.mail .snippet{grid-column:1/-1}
.mail time{grid-column:3}
}
`;

const PRINT = `
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
body{display:block;background:none;font-size:11pt}
nav,.filter,.skip{display:none}
body>header{padding:0}
section{margin-top:2rem}
.incident,.state,.course li,.chapter li,.faults li{break-inside:avoid}
h2,h3,h4{break-after:avoid}
details pre{max-height:none}
.track i{print-color-adjust:exact}
}
`;

export const STYLES = PAGE + TIME + CONTENT + NARROW + PRINT;
