// How the page of a report looks: the values of the design system as far as it needs them, which a test holds to those of
// the dashboard. The policy names this style by its hash, so nothing else on the page may be one.

import { createHash } from 'node:crypto'

const LIGHT = `color-scheme: light;
--paper: #f6f7f5; --sheet: #ffffff; --ink: #0e2430; --ink-2: #3a4c57; --ink-3: #54656f; --rule: #dde3e3; --rule-2: #bac5c8;
--sea: #15638a; --claret: #99104f; --on-claret: #ffffff; --brass: #765a0c; --band: #d9e6e9; --band-edge: #76929c;`

const DARK = `color-scheme: dark;
--paper: #0c151a; --sheet: #121d23; --ink: #e7edee; --ink-2: #b9c5ca; --ink-3: #93a4ac; --rule: #223037; --rule-2: #384951;
--sea: #9be0f6; --claret: #f27baf; --on-claret: #2c0418; --brass: #ebc26b; --band: #1d333d; --band-edge: #577a88;`

export const PAGE_STYLE = `
:root { ${LIGHT}
--sans: -apple-system, 'Segoe UI Variable Text', 'Segoe UI', 'Inter', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
--log: 'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Charter, Georgia, 'Noto Serif', 'Liberation Serif', serif; }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; margin: 0; }
html { background: var(--paper); color: var(--ink); font: 13px/20px var(--sans); font-variant-numeric: tabular-nums lining-nums; text-size-adjust: 100%; }
body { max-width: 1240px; margin: 0 auto; padding: 24px 32px 64px; overflow-wrap: anywhere; }
h1, h2, h3, th, caption { font: inherit; text-align: left; }
.mark { display: flex; align-items: center; gap: 8px; font-weight: 600; }
.mark .stem { fill: var(--ink); } .mark .tab { fill: var(--sea); }
h1 { font: 27px/34px var(--log); letter-spacing: -.012em; padding: 24px 0 8px; max-width: 30em; }
h1 b { font-weight: 400; border-bottom: 2px solid var(--rule-2); }
.lead { font: 14px/22px var(--sans); color: var(--ink-2); max-width: 76ch; }
.mut { color: var(--ink-3); font-weight: 400; }
section { border-top: 1px solid var(--rule-2); margin-top: 26px; padding-top: 12px; }
h2 { font-weight: 600; font-size: 15px; line-height: 24px; }
h2 .says { font-weight: 400; }
h3 { font-weight: 600; padding-top: 16px; }
p { max-width: 76ch; }
table { border-collapse: collapse; width: 100%; margin-top: 12px; table-layout: fixed; }
thead th:nth-child(1) { width: 104px; } thead th:nth-child(3) { width: 26%; } thead th:nth-child(4) { width: 200px; }
thead th:nth-child(5) { width: 112px; } thead th:nth-child(6) { width: 136px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
thead th { font-size: 12px; line-height: 16px; color: var(--ink-3); padding: 6px 16px 6px 0; border-bottom: 1px solid var(--rule-2); }
tbody td, tbody th { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
b { font-weight: 600; }
.why { display: block; font-size: 12px; line-height: 16px; color: var(--ink-3); }
.r, thead .r { text-align: right; padding-right: 0; white-space: nowrap; }
thead .r, tbody .r { padding-left: 16px; }
.key { display: none; }
.st { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; font-size: 12px; line-height: 20px; white-space: nowrap; }
.st svg { flex: none; }
.st.drift { color: var(--claret); } .st.unclear { color: var(--brass); }
.st.stable { color: var(--ink-2); font-weight: 500; } .st.no_data { color: var(--ink-3); font-weight: 500; }
.trim { display: block; max-width: 100%; fill: none; stroke: var(--ink-2); color: var(--ink-2); forced-color-adjust: none; }
.trim.drift { stroke: var(--claret); color: var(--claret); } .trim.unclear { stroke: var(--brass); color: var(--brass); }
.trim .band { fill: var(--band); stroke: none; } .trim .band.empty { fill: none; stroke: var(--band-edge); stroke-dasharray: 2 2; }
.trim .edges, .trim .tick { stroke: var(--band-edge); }
.trim .axis { stroke: var(--rule-2); } .trim .axis.empty { stroke-dasharray: 2 3; }
.trim .bar { stroke-width: 3.5; } .trim .notch { stroke-width: 2.4; } .trim .gap { stroke: var(--paper); stroke-width: 5; }
.trim .arrow { fill: currentColor; stroke: none; }
.wall { list-style: none; padding: 8px 0 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 12px 24px; }
.wall li { display: grid; align-content: space-between; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; font-size: 12px; line-height: 16px; }
.wall .trim { grid-column: 1 / -1; }
.markers { padding: 4px 0 0 18px; color: var(--ink-2); }
.alarm { padding: 8px 0; } .alarm h3 { padding-top: 4px; }
.flag { display: inline-block; font: 600 12px/18px var(--sans); padding: 0 8px; border-radius: 3px; border: 1px solid var(--claret); color: var(--claret); }
.flag.open { background: var(--claret); color: var(--on-claret); }
.flag.closed { border-color: var(--rule-2); color: var(--ink-3); }
.times { list-style: none; padding: 8px 0 0 6px; }
.times li { position: relative; padding: 0 0 8px 24px; border-left: 2px solid var(--claret); color: var(--ink-2); }
.times li:last-child { border-left-color: transparent; padding-bottom: 0; }
.times b { color: var(--ink); }
.times li::before { content: ''; position: absolute; left: -6px; top: 5px; width: 10px; height: 10px; border-radius: 50%; background: var(--paper); border: 2px solid var(--band-edge); box-sizing: border-box; }
.times .opened::before { border-radius: 0; transform: rotate(45deg); background: var(--claret); border-color: var(--claret); }
.times .began::before { border-radius: 0; border: 1px solid var(--claret); background: repeating-linear-gradient(45deg, var(--claret) 0 1px, var(--paper) 1px 3px); }
q { display: block; color: var(--ink-2); }
.how p { padding-top: 8px; }
.legend { list-style: none; padding: 8px 0 0; display: grid; gap: 8px; }
.legend li { display: grid; grid-template-columns: 84px 176px minmax(0, 1fr); gap: 12px; align-items: center; }
@media (max-width: 720px) {
  body { padding: 16px 16px 48px; }
  h1 { font: 22px/29px var(--log); padding-top: 16px; }
  table, tbody { display: block; } thead { display: none; }
  .signals tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; padding: 10px 0; border-bottom: 1px solid var(--rule); }
  tbody td, tbody th { padding: 0; border: 0; }
  .signals .name { order: 1; } .signals .state { order: 2; }
  .signals .figures { order: 3; grid-column: 1 / -1; } .signals .gauge { order: 4; grid-column: 1 / -1; }
  .signals .harm { order: 5; text-align: left; padding: 0; color: var(--ink-2); } .signals .n { order: 6; }
  .key { display: inline; color: var(--ink-3); }
  .wall { grid-template-columns: minmax(0, 1fr); }
  .legend { gap: 12px; } .legend li { grid-template-columns: 84px minmax(0, 1fr); gap: 2px 12px; } .legend span:last-child { grid-column: 1 / -1; }
}
@media print {
  body { max-width: none; padding: 0; }
  html { background: none; --paper: #ffffff; print-color-adjust: exact; }
  tr, .alarm, .wall li, .legend li { break-inside: avoid; } h2, h3 { break-after: avoid; }
}
`

const HASH = createHash('sha256').update(PAGE_STYLE).digest('base64')

/** What the page may do: look as it does, and nothing more. */
export const PAGE_POLICY: string = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'`
