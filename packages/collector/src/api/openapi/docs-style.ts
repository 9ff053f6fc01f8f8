// How the page of the interface looks: the design system's own values, as far as the page needs them. A test holds them
// to those of the dashboard.

export const DOCS_STYLE = `:root {
  color-scheme: light;
  --paper: #f6f7f5;
  --sheet: #ffffff;
  --rail: #ecefed;
  --ink: #0e2430;
  --ink-2: #3a4c57;
  --ink-3: #54656f;
  --rule: #dde3e3;
  --rule-2: #bac5c8;
  --sea: #15638a;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #0c151a;
    --sheet: #121d23;
    --rail: #091115;
    --ink: #e7edee;
    --ink-2: #b9c5ca;
    --ink-3: #93a4ac;
    --rule: #223037;
    --rule-2: #384951;
    --sea: #9be0f6;
  }
}
:root {
  --sans: -apple-system, 'Segoe UI Variable Text', 'Segoe UI', 'Inter', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
  --log: 'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, Charter, Georgia, 'Noto Serif', 'Liberation Serif', serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace;
}
* { box-sizing: border-box; margin: 0; }
html { background: var(--paper); color: var(--ink); font: 14px/22px var(--sans); font-variant-numeric: tabular-nums lining-nums; text-size-adjust: 100%; }
body { display: grid; grid-template-columns: 292px minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 16px; background: var(--rail); border-right: 1px solid var(--rule); font: 12px/16px var(--sans); }
summary { cursor: pointer; padding: 8px 0; font: 500 13px/20px var(--sans); color: var(--sea); }
nav h2 { font: 600 12px/16px var(--sans); padding: 16px 0 4px; color: var(--ink-2); }
nav ul { list-style: none; padding: 0; }
nav li a { display: block; padding: 4px 0; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; }
nav b { font: 500 11px/16px var(--mono); color: var(--ink-3); }
.home { font: 600 15px/24px var(--sans); color: var(--ink); text-decoration: none; }
main { max-width: 980px; padding: 24px 32px 64px; }
h1 { font: 27px/34px var(--log); padding-bottom: 8px; }
section { border-top: 1px solid var(--rule-2); margin-top: 26px; padding-top: 12px; }
section > h2 { font: 600 20px/24px var(--sans); padding-bottom: 4px; }
article { padding: 16px 0; border-top: 1px solid var(--rule); scroll-margin-top: 8px; }
section > h2 + article { border-top: 0; }
h3 { font: 600 15px/24px var(--sans); }
h3 code { font: 600 14px/22px var(--mono); }
p { max-width: 76ch; padding: 2px 0; }
.lead { color: var(--ink-2); }
.note { color: var(--ink-3); }
.method { font: 500 12px/16px var(--mono); color: var(--ink-2); border: 1px solid var(--rule-2); border-radius: 5px; padding: 1px 6px; }
a { color: var(--sea); }
a:hover { text-decoration: underline; }
code { font: 12px/18px var(--mono); overflow-wrap: anywhere; }
td:first-child code { overflow-wrap: normal; }
pre { margin-top: 8px; padding: 8px 12px; background: var(--sheet); border: 1px solid var(--rule); border-radius: 5px; overflow: auto; }
pre code { white-space: pre-wrap; }
.scroll { overflow: auto; margin: 8px 0; }
table { border-collapse: collapse; width: 100%; font: 13px/20px var(--sans); }
th { font: 12px/16px var(--sans); color: var(--ink-3); text-align: left; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
dl { display: grid; grid-template-columns: 56px minmax(0, 1fr); gap: 2px 12px; font: 13px/20px var(--sans); padding-top: 4px; }
dt { color: var(--ink-3); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--sea); outline-offset: 2px; border-radius: 3px; }
.codes { grid-template-columns: minmax(0, 2fr) minmax(0, 5fr); }
@media (min-width: 981px) {
  @supports selector(::details-content) {
    nav summary { display: none; }
    nav details::details-content { content-visibility: visible; }
  }
}
@media (max-width: 980px) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--rule); }
  nav li a { padding: 12px 0; }
  main { padding: 16px 16px 48px; }
}
`
