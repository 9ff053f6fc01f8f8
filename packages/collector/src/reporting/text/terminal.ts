// What a terminal can show, and texts made fit for it: names come from anywhere, and a control character could say anything.

export interface Terminal {
  columns: number
  /** Whether it shows more than ASCII. */
  isUnicode: boolean
  hasColour: boolean
}

export type Tone = 'claret' | 'brass' | 'faint' | 'strong'

const CODES: { readonly [tone in Tone]: string } = { claret: '1;35', brass: '33', faint: '2', strong: '1' }

/** Colour says nothing that a word beside it does not. */
export function paint(text: string, tone: Tone, { hasColour }: Terminal): string {
  return hasColour && text !== '' ? `\u001B[${CODES[tone]}m${text}\u001B[0m` : text
}

const IN_ASCII: { readonly [character: string]: string } = {
  '→': '->',
  '−': '-',
  '≠': '!=',
  '÷': '/',
  '–': '-',
  '…': '..',
  '’': "'",
}

/** As one line that is nothing but text, in letters that the terminal has. */
export function fit(text: string, { isUnicode }: Terminal): string {
  // Controls, and marks that turn the direction of what follows.
  const plain = text.toWellFormed().replaceAll(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '\uFFFD')
  if (isUnicode) return plain
  return plain.replaceAll(/[^\u0020-\u007E]/gu, (character) => IN_ASCII[character] ?? '?')
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** In cells: some letters of Asia, and pictures, take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of letters.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** So many cells wide: filled up, or cut with a sign that it was. */
export function cell(text: string, width: number, { isUnicode }: Terminal, side: 'left' | 'right' = 'left'): string {
  const cut = widthOf(text) <= width ? text : cutTo(text, width, isUnicode ? '…' : '..')
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)))
  return side === 'left' ? cut + space : space + cut
}

function cutTo(text: string, width: number, sign: string): string {
  let kept = ''
  let room = width - sign.length
  for (const { segment } of letters.segment(text)) {
    room -= WIDE.test(segment) ? 2 : 1
    if (room < 0) break
    kept += segment
  }
  return (kept + sign).slice(0, Math.max(0, width))
}

/** In lines of so many cells, further ones indented. What is longer than a line is broken where the line ends. */
export function wrap(text: string, columns: number, indent: string = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => piecesOf(each, columns - indent.length))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= columns || line.trim() === '') line = line.trim() === '' ? line + word : longer
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line].join('\n')
}

function piecesOf(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const pieces = ['']
  for (const { segment } of letters.segment(word)) {
    const last = pieces.at(-1) ?? ''
    if (widthOf(last + segment) <= width) pieces[pieces.length - 1] = last + segment
    else pieces.push(segment)
  }
  return pieces
}
