/** The report's own style: no asset from outside; dark on white, large enough, and it prints. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #1d2a30; background: #fff; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 66rem; padding: 1rem 1rem 4rem; overflow-wrap: anywhere; }
a { color: #1d4f86; }
a:hover { text-decoration-thickness: 3px; }
:focus-visible { outline: 3px solid #1d2a30; outline-offset: 2px; background: #ffdd00; }
.wide:focus-visible { background: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0 .25rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
p, ul, dl, table { margin: 0 0 1rem; }
section { border-top: 3px solid #1d4f86; margin-top: 2.5rem; padding-top: 1rem; }
.lead { font-size: 1.1rem; max-width: 46rem; }
p { max-width: 46rem; }
.notice { border-left: 6px solid #b8570b; padding: .5rem 0 .5rem 1rem; font-weight: bold; }
nav ol { columns: 18rem; padding-left: 1.5rem; }
nav li { break-inside: avoid; padding: .15rem 0; }
.warnings li { margin-bottom: .5rem; max-width: 50rem; }
.wide { overflow-x: auto; max-width: 100%; margin: 0 0 1rem; }
.chart { min-width: 40rem; max-width: 54rem; }
.cluster .chart, .small { min-width: 0; }
.chart svg { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: .95rem; min-width: 50%; margin: 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
caption > span { position: sticky; left: 0; display: inline-block; max-width: min(44rem, 84vw); }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #b9c4c9; min-width: 4rem; overflow-wrap: normal; }
td:has(bdi) { min-width: 6.5rem; }
bdi { overflow-wrap: anywhere; }
tbody th { font-weight: normal; }
th.figure, td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th.figure { white-space: normal; }
code { font-size: .9em; }
.none { color: #5b6b73; font-style: italic; }
details { margin: 0 0 .75rem; }
summary { cursor: pointer; color: #1d4f86; text-decoration: underline; padding: .35rem 0; max-width: 60rem; }
details[open] > summary { margin-bottom: .5rem; }
details > :not(summary) { margin-left: 1rem; }
.pair { border-left: 4px solid #b9c4c9; padding-left: 1rem; margin: 0 0 2rem; }
.evidence > div { display: grid; grid-template-columns: 8rem 1fr; gap: .5rem; padding: .15rem 0; max-width: 46rem; }
dt { font-weight: bold; }
dd { margin: 0; }
.caption { font-size: .9rem; color: #3f4e55; }
.top { font-size: .9rem; }
footer { border-top: 1px solid #b9c4c9; margin-top: 3rem; padding-top: 1rem; }
@media (max-width: 40rem) {
  .evidence > div { grid-template-columns: 1fr; gap: 0; }
  details > :not(summary) { margin-left: 0; }
  .pair { padding-left: .5rem; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.3rem; }
}
@media print {
  @page { margin: 15mm; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .skip, .top { display: none; }
  .wide { overflow: visible; }
  .chart { min-width: 0; break-inside: avoid; }
  table { font-size: 8.5pt; }
  th, td, td:has(bdi) { min-width: 0; padding-right: .4rem; overflow-wrap: anywhere; }
  tr, .evidence { break-inside: avoid; }
  h2, h3, caption, summary { break-after: avoid; }
  thead { display: table-header-group; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`
