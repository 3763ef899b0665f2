/** Colours by name, for bright and dark pages. Each text has a contrast of 4.5 and more: a test computes it. */
export const COLOURS = {
  light: {
    page: '#ffffff',
    panel: '#f3f5f8',
    text: '#1a2027',
    quiet: '#505b68',
    line: '#c3cad3',
    link: '#0b57b0',
    fired: '#fde3d8',
    runnable: '#dff1e2',
    available: '#e4eaf2',
    mark: '#fff0c2',
  },
  dark: {
    page: '#12161b',
    panel: '#1d232b',
    text: '#e8edf2',
    quiet: '#a9b4c0',
    line: '#45505d',
    link: '#8ab8ff',
    fired: '#5a2614',
    runnable: '#173a22',
    available: '#2a3442',
    mark: '#4d3d00',
  },
} as const;

/** Background and text of severities, the same on any page. */
export const SEVERITY_COLOURS = {
  critical: ['#9b0f33', '#ffffff'],
  high: ['#b34700', '#ffffff'],
  medium: ['#f5c842', '#1a1a1a'],
  low: ['#1f6f3f', '#ffffff'],
  informational: ['#4c5a6b', '#ffffff'],
} as const;

const RULES = `
:root{color-scheme:light dark;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
*{box-sizing:border-box}
body{margin:0 auto;max-width:90rem;padding:0 1rem 4rem;background:var(--page);color:var(--text);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.6rem;margin:1.2rem 0 .2rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1rem;margin:0 0 .4rem}
h4{font-size:.95rem;margin:.9rem 0 .25rem}
p{margin:.3rem 0 .6rem}
a{color:var(--link);overflow-wrap:anywhere}
code,pre{font-family:var(--mono);font-size:.9em;unicode-bidi:isolate}
code{overflow-wrap:anywhere;white-space:pre-wrap}
pre{background:var(--panel);border:1px solid var(--line);padding:.5rem;margin:.3rem 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:30rem;overflow:auto}
td,th,dd,dt,.message,.title{unicode-bidi:isolate}
ul{margin:.2rem 0;padding-left:1.3rem}
ul.plain{list-style:none;padding:0}
summary{cursor:pointer;padding:.2rem 0}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
.quiet,.left-out{color:var(--quiet)}
.left-out{font-style:italic}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin-bottom:.8rem}
.card{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.8rem;min-width:0}
.big{font-size:1.6rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93em}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
tbody th{font-weight:normal}
thead th{white-space:nowrap}
td,tbody th{overflow-wrap:break-word;min-width:3.5rem}
time{white-space:nowrap}
.severity{display:inline-block;border-radius:4px;padding:0 .45em;font-size:.85em;font-weight:600}
.matrix{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:1rem}
.tactic{min-width:0}
.tactic ul{list-style:none;padding:0;margin:0}
.tactic .subs{margin:0 0 .3rem .8rem}
.tactic .subs>summary{font-size:.85em;color:var(--quiet)}
.technique{border:1px solid var(--line);border-left-width:5px;border-radius:4px;padding:.15rem .4rem;margin-bottom:.25rem;font-size:.87em}
span.technique{display:inline-block;margin:0}
.technique .name,.technique .notion{display:block;overflow-wrap:anywhere}
.technique .id{font-family:var(--mono)}
.technique.fired{background:var(--fired);border-left-style:solid;font-weight:600}
.technique.runnable{background:var(--runnable);border-left-style:dashed}
.technique.available{background:var(--available);border-left-style:dotted}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;align-items:center;margin-bottom:.8rem}
.legend ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
main:has(#only-fired:checked) .matrix .technique:not(.fired){display:none}
main:has(#only-fired:checked) .matrix .subs:not(:has(.fired)){display:none}
.chart{border:1px solid var(--line);padding:.4rem;background:var(--panel)}
.bars{display:block;width:100%;height:9rem}
.axis{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap;font-size:.87em}
.key{display:flex;flex-wrap:wrap;gap:.3rem .8rem}
.detection{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;background:var(--panel)}
.detection>summary{padding:.5rem .7rem}
.detection>.inside{padding:0 .7rem .7rem}
.finding{background:var(--page);border:1px solid var(--line);border-radius:4px;margin:.3rem 0;padding:0 .5rem}
.finding>summary{overflow-wrap:anywhere}
.number{color:var(--quiet);font-size:.87em}
.when{font-family:var(--mono);font-size:.87em}
.count{font-weight:600}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.15rem .8rem;margin:.3rem 0}
dt{color:var(--quiet);overflow-wrap:anywhere;max-width:16rem}
dd{margin:0;min-width:0}
.prose{white-space:pre-wrap;max-width:60rem;overflow-wrap:anywhere}
.tree ul{list-style:none;border-left:2px solid var(--line);margin-left:.4rem;padding-left:.8rem}
.process{padding:.15rem .3rem}
.marked{background:var(--mark);border-radius:4px}
.mark{font-weight:600;border:1px solid currentColor;border-radius:4px;padding:0 .3em;font-size:.85em}
#filters{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:end;position:sticky;top:0;z-index:1;background:var(--page)}
#filters:not(:empty){padding:.6rem 0;border-bottom:1px solid var(--line)}
#filters label{display:flex;flex-direction:column;font-size:.85em;color:var(--quiet)}
#filters output{flex-basis:100%}
input,select,button{font:inherit;color:var(--text);background:var(--page);border:1px solid var(--quiet);border-radius:4px;padding:.25rem .5rem;max-width:100%}
button{cursor:pointer}
button.quiet-button{border:0;background:none;padding:0;text-align:inherit;color:inherit;font-weight:inherit;width:100%;text-decoration:underline dotted}
th button.quiet-button{width:auto;white-space:nowrap;color:var(--text);font-weight:600}
[hidden]{display:none!important}
@media screen and (min-width:60rem){.matrix{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:minmax(9.5rem,1fr);gap:.6rem;overflow:auto;max-height:85vh;border:1px solid var(--line);padding:0 .6rem .6rem}.tactic h3{position:sticky;top:0;background:var(--page);padding:.5rem 0;min-height:3.4rem}}
@media (max-width:40rem){dl{grid-template-columns:minmax(0,1fr)}dt{margin-top:.3rem;max-width:none}#filters{position:static}}
@media print{#filters,nav,.legend label{display:none}body{max-width:none;font-size:10pt}pre{max-height:none}.detection,.card{break-inside:auto;background:none}.technique,tr{break-inside:avoid}.severity,.technique,rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** The style of the page: whatever it shows comes from here, elements have no style of their own. */
export function styleText(): string {
  return [
    `:root{${variables(COLOURS.light)}}`,
    `@media (prefers-color-scheme:dark){:root{${variables(COLOURS.dark)}}}`,
    `@media print{:root{color-scheme:light;${variables(COLOURS.light)}}}`,
    RULES.trim(),
    ...Object.entries(SEVERITY_COLOURS).map(
      ([name, [back, front]]) => `.severity.${name}{background:${back};color:${front}}rect.${name}{fill:${back}}`,
    ),
  ].join('\n');
}

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
