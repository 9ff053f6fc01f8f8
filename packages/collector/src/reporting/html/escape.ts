// Texts of anybody's as a part of a page: nothing in them is markup, and none turns the direction of what stands beside it.

/** Put together of parts that are escaped. */
export interface Html {
  readonly html: string
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Of a name or a sentence; a page of a thousand of them stays small. */
const CHARS_MAX = 300

type Part = Html | string | number | readonly Html[]

/** Everything that is put in is escaped, but for what is Html already. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return {
    html: parts.map((part, index) => part + (index < values.length ? partText(values[index] ?? '') : '')).join(''),
  }
}

/** As a text beside others, in a direction of its own. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

function partText(value: Part): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '–'
  if (typeof value === 'string') return escape(value)
  return 'html' in value ? value.html : value.map((each) => each.html).join('')
}

function escape(text: string): string {
  const cut = text.length <= CHARS_MAX ? text : `${text.slice(0, CHARS_MAX)}…`
  return cut
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
