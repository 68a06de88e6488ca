/** Around the picture; its colours are `COLOURS`. */
export const PAGE = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:grid;grid-template:auto 1fr/1fr auto;background:var(--paper);color:var(--ink);font:14px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
h1{font-size:1rem;margin:0 auto 0 0;font-weight:650}
h2{font-size:1.15rem;margin:0;line-height:1.3}
h3{font-size:.85rem;margin:1.2rem 0 .3rem;color:var(--soft);font-weight:600}
button,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:7px;padding:.3rem .65rem}
button{cursor:pointer;min-width:2.2rem}
button:hover{border-color:var(--soft)}
input{width:min(18rem,50vw)}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
#found{color:var(--soft);min-width:5.5rem}
#stage{overflow:hidden;touch-action:none;cursor:grab;min-width:0;min-height:0}
#stage.moving{cursor:grabbing}
#stage svg{display:block;width:100%;height:100%;user-select:none}
#panel{width:min(27rem,90vw);overflow:auto;border-left:1px solid var(--line);padding:1rem 1.2rem 3rem}
#panel[hidden]{display:none}
#panel .head{display:flex;gap:.8rem;align-items:start;justify-content:space-between}
#panel p{margin:.2rem 0;color:var(--soft);overflow-wrap:anywhere}
#panel ul{list-style:none;margin:0;padding:0}
#panel li{margin:.25rem 0}
#panel li button{width:100%;text-align:left}
#panel small{color:var(--soft);overflow-wrap:anywhere}
code,pre{font:12px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
pre{background:var(--audit);border-radius:7px;padding:.6rem .7rem;margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
summary{cursor:pointer;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.4rem 0}
.node,.box,.head{cursor:pointer}
.node:focus{outline:none}
.node:focus-visible>rect,.box:focus-visible>rect{stroke:var(--focus);stroke-width:2.5}
.box:focus{outline:none}
.node.chosen>rect,.box.chosen>rect{stroke:var(--focus);stroke-width:2.5}
.node.match>rect{stroke:var(--permission);stroke-width:3}
.searching .node:not(.match){opacity:.35}
.choosing .edge:not(.near){opacity:.13}
.near path{stroke-width:2.2}
@media (prefers-reduced-motion:no-preference){.node,.edge{transition:opacity .12s}}
@media (max-width:45rem){body{grid-template:auto 1fr auto/1fr}#panel{width:auto;max-height:45vh;border-left:0;border-top:1px solid var(--line)}}
`;
