// How the element looks: it takes the page's font and ink, follows the page's colour scheme, and moves nothing, itself
// included. A browser without `light-dark()` shows it in the page's ink alone: a pressed thumb is filled as well.

export const STYLE = `
:host { display: block }
:host([hidden]), [hidden] { display: none !important }
[part=root] {
  --accent: var(--trimtab-accent, light-dark(#15638a, #9be0f6));
  --on-accent: var(--trimtab-on-accent, light-dark(#fff, #07222e));
  --edge: var(--trimtab-edge, light-dark(#7a8a92, #647882));
  color: var(--trimtab-ink, inherit);
  font-size: var(--trimtab-font-size, 0.875rem);
  line-height: 1.45;
}
button, textarea { font: inherit; border: 1px solid; border-color: var(--edge); border-radius: var(--trimtab-radius, 5px) }
button {
  display: inline-flex; align-items: center; justify-content: center; gap: 0.4em;
  min-block-size: 2.25rem; min-inline-size: 2.25rem; margin: 0; padding: 0 0.7em;
  color: inherit; background: none; cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentColor 8%, transparent) }
button:disabled { opacity: 0.5; cursor: default }
button[part~=thumb] { padding: 0 }
button[aria-pressed=true], button[type=submit] { color: var(--on-accent); background: var(--accent); border-color: var(--accent) }
[aria-pressed=true] path { fill: currentColor; fill-opacity: 0.35 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
svg { inline-size: 1.15rem; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round }
[part~=down] svg { transform: rotate(180deg) }
[part=bar], [part=actions] { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem }
[part=status] { flex: 1 1 15rem; margin: 0; min-block-size: 1.45em }
[data-tone=wrong] { color: var(--trimtab-wrong, light-dark(#99104f, #f27baf)) }
form { display: grid; gap: 0.5rem; max-inline-size: 40rem; margin-block-start: 0.75rem }
label { display: grid; gap: 0.25rem }
textarea {
  box-sizing: border-box; inline-size: 100%; min-block-size: 5rem; max-block-size: 60vh; padding: 0.5rem 0.6rem;
  font-size: max(1rem, 1em); color: var(--trimtab-field-ink, light-dark(#0e2430, #e7edee));
  background: var(--trimtab-field, light-dark(#fff, #121d23)); resize: vertical; field-sizing: content;
}
@media (pointer: coarse) { button { min-block-size: 2.75rem; min-inline-size: 2.75rem } }
@media (forced-colors: active) {
  button[aria-pressed=true] { forced-color-adjust: none; color: HighlightText; background: Highlight }
}
`
