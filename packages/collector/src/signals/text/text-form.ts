// In which form a text is written: what reads it by program breaks when that changes.

import { TEXT_CHARS_MAX } from './tokens.ts'

export type TextForm = 'json' | 'broken json' | 'code' | 'table' | 'list' | 'text'

/** What is longer is taken for JSON where it ends as it began. */
const PARSED_CHARS_MAX = 50_000

export function formOf(text: string): TextForm {
  const trimmed = text.trim()
  const fenced = trimmed.length > PARSED_CHARS_MAX ? null : FENCED.exec(trimmed)
  const body = fenced?.groups?.['body']?.trim() ?? trimmed
  const isTold = fenced?.groups?.['language']?.toLowerCase() === 'json'
  if (isTold || STARTS_JSON.test(body)) return isJson(body) ? 'json' : 'broken json'
  const lines = trimmed.slice(0, TEXT_CHARS_MAX).split('\n')
  if (lines.some((line) => line.startsWith('```'))) return 'code'
  if (lines.some((line) => TABLE_RULE.test(line))) return 'table'
  const written = lines.filter((line) => line.trim() !== '')
  const items = written.filter((line) => LIST_ITEM.test(line))
  return items.length >= 2 && items.length * 2 >= written.length ? 'list' : 'text'
}

/** All of it inside one fence. */
const FENCED = /^```(?<language>[a-z]{0,20})[ \t]{0,10}\n(?<body>[^`]*)```$/i

/** What hardly follows such a bracket but in JSON: `[sic]`, `[1]` and `{name}` are words. */
const STARTS_JSON = /^(?:\{\s{0,100}(?:["}]|$)|\[\s{0,100}(?:["\]{[]|(?:true|false|null|-?\d[\d.]{0,20})\s{0,100},|$))/

/** The line below the head of a table, as in `| --- | :-: |`. */
const TABLE_RULE = /^\s{0,8}\|?(?:[ \t]{0,20}:?-{1,40}:?[ \t]{0,20}\|){1,50}(?:[ \t]{0,20}:?-{1,40}:?[ \t]{0,20})?$/

const LIST_ITEM = /^\s{0,40}(?:[-*+•–]|\d{1,3}[.)])\s/

function isJson(body: string): boolean {
  if (body.length > PARSED_CHARS_MAX) return body.endsWith(body.startsWith('{') ? '}' : ']')
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
