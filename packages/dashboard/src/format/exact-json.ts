// JSON as it is written: what a reader of JSON would silently change in it, and the same text laid out anew without
// touching a digit. Both walk the tokens of a text that is known to be JSON. Pure.

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g
const STEP = '  '
/** Longer ones are named by their beginning. */
const NAMED_CHARACTERS_MAX = 40

/** Why what is saved would not be what stands there, and what helps; null where it would. */
export function whyNotExact(text: string): string | null {
  const tokens = tokensOf(text)
  const names: (Set<string> | null)[] = []
  for (const [at, token] of tokens.entries()) {
    if (token === '{') names.push(new Set())
    else if (token === '[') names.push(null)
    else if (token === '}' || token === ']') names.pop()
    else if (tokens[at + 1] === ':') {
      const name = JSON.parse(token) as string
      if (names.at(-1)?.has(name) === true) return twice(name)
      names.at(-1)?.add(name)
    } else if (/^[-\d]/.test(token)) {
      const why = whyChanged(token)
      if (why !== null) return why
    }
  }
  return null
}

/** One member or element a line, every number and text as it was written. */
export function layOutJson(text: string): string {
  let depth = 0
  const breakLine = (): string => `\n${STEP.repeat(depth)}`
  const tokens = tokensOf(text)
  return tokens
    .map((token, at) => {
      const isEmpty = /^[{[]$/.test(tokens[at - 1] ?? '')
      if (token === '}' || token === ']') {
        depth -= 1
        return isEmpty ? token : breakLine() + token
      }
      const start = isEmpty ? breakLine() : ''
      if (token === '{' || token === '[') depth += 1
      if (token === ',') return `,${breakLine()}`
      return start + (token === ':' ? ': ' : token)
    })
    .join('')
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

function twice(name: string): string {
  return `“${cut(name)}” stands twice in one object, and only the last would be kept: take one away, or give it another name.`
}

function whyChanged(number: string): string | null {
  const read = Number(number)
  if (!Number.isFinite(read))
    return `${cut(number)} is larger than a number here can be, and would be lost: put it in quotes.`
  if (normalForm(number) === normalForm(String(read))) return null
  return `${cut(number)} has more digits than a number here keeps; ${read} would be saved. To keep them all put it in quotes.`
}

/** Equal for equal numbers: its digits without zeros around them, and which power of ten they count. */
function normalForm(number: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] = /^(-?)(\d+)\.?(\d*)(?:[eE](.+))?$/.exec(number) ?? []
  const digits = (whole + part).replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  return `${sign}${kept}e${Number(power) - part.length + digits.length - kept.length}`
}

function cut(text: string): string {
  return text.length > NAMED_CHARACTERS_MAX ? `${text.slice(0, NAMED_CHARACTERS_MAX)}…` : text
}
