// What is asked of a collector, as its dashboard and its users ask: each time with other values, so that no answer was
// given before.
import { COMMON_MODEL, RARE_MODEL, respondedOf, TAG, TENTH_MODEL } from './deployment.ts'
import type { Draw } from './draw.ts'
import type { Language } from './language.ts'
import { RARE_WORDS } from './rare-words.ts'
import type { Names } from './samples.ts'

export interface Question {
  name: string
  /** How many times longer it may take where there is a hundred times as much; null where nothing is asked of it. */
  aim: number | null
  /** What it is answered with; 404 where it asks for what is not there. */
  status?: number
  path: (asked: Asked) => string
}

export interface Asked {
  draw: Draw
  names: Names
  language: Language
  /** When the newest prediction was made. */
  nowMs: number
  /** Pages are of the newest, and not of what began before some moment. */
  isNewest: boolean
}

const DAY_MS = 86_400_000
/** A page begins at any time of these. */
const ENDS_DAYS = 20
const TASKS = ['support.reply', 'shop.assistant', 'docs.answer', 'credit.risk', 'ticket.title']
const SLICES = ['model', 'promptVersion', 'variant', 'environment', 'release']
const AIM = 1.5
const SEARCH_AIM = 5
const PREFIX_CHARACTERS = 4

type Values = { [name: string]: string }

function address(path: string, values: Values): string {
  return `${path}?${new URLSearchParams(values).toString()}`
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** A page as it is shown, of the newest or of what began before some moment. */
function page(values: Values, { draw, nowMs, isNewest }: Asked): string {
  const limit = String(40 + draw.below(20))
  if (isNewest) return address('/api/predictions', { ...values, limit })
  const to = isoOf(nowMs - Math.floor(draw.share() * ENDS_DAYS * DAY_MS))
  return address('/api/predictions', { ...values, to, limit })
}

function list(name: string, valuesOf: (asked: Asked) => Values, aim: number | null = AIM): Question {
  return { name, aim, path: (asked) => page(valuesOf(asked), asked) }
}

function search(name: string, wordsOf: (asked: Asked) => string, more: Values = {}): Question {
  return { name: `search: ${name}`, aim: SEARCH_AIM, path: (asked) => page({ q: wordsOf(asked), ...more }, asked) }
}

function series(step: 'hour' | 'day', days: number, { draw, nowMs }: Asked): string {
  const endMs = step === 'day' ? nowMs - draw.below(DAY_MS) : nowMs - Math.floor(draw.share() * ENDS_DAYS * DAY_MS)
  const [from, to] = [isoOf(endMs - days * DAY_MS), isoOf(endMs)]
  return address('/api/series', { task: draw.pick(TASKS), by: draw.pick(SLICES), step, from, to })
}

function prefixOf({ draw, language }: Asked): string {
  const long = language.commonWords.filter((word) => word.length > PREFIX_CHARACTERS)
  return `${draw.pick(long).slice(0, PREFIX_CHARACTERS)}*`
}

export const QUESTIONS: readonly Question[] = [
  { name: 'nothing: whether it lives', aim: null, path: () => '/healthz' },
  { name: 'overview', aim: AIM, path: () => '/api/overview' },
  { name: 'series of 30 days', aim: AIM, path: (asked) => series('day', 30, asked) },
  { name: 'series of 24 hours', aim: AIM, path: (asked) => series('hour', 1, asked) },
  list('page: all', () => ({})),
  list('page: a task', ({ draw }) => ({ task: draw.pick(TASKS) })),
  list('page: a model, 10 %', () => ({ model: respondedOf(TENTH_MODEL) })),
  list('page: a model, 0.01 %', () => ({ model: respondedOf(RARE_MODEL) })),
  list('page: failed, 2 %', () => ({ status: 'error' })),
  list('page: thumbs down', () => ({ feedback: 'down' })),
  list('page: a tag, 5 %', () => ({ tag: TAG })),
  {
    name: 'page: a session',
    aim: AIM,
    path: ({ draw, names }) => address('/api/predictions', { session: draw.pick(names.sessions) }),
  },
  {
    name: 'page: a user',
    aim: AIM,
    path: ({ draw, names }) => address('/api/predictions', { user: draw.pick(names.users) }),
  },
  { name: 'one prediction', aim: AIM, path: ({ draw, names }) => `/api/predictions/${draw.pick(names.ids)}` },
  {
    name: 'one that is not there',
    aim: null,
    status: 404,
    path: ({ draw }) => `/api/predictions/${draw.hex(16)}-${draw.hex(8)}`,
  },
  {
    name: 'sessions',
    aim: AIM,
    path: ({ draw }) =>
      address('/api/sessions', { task: draw.pick(TASKS.slice(0, 3)), limit: String(20 + draw.below(20)) }),
  },
  { name: 'people', aim: null, path: ({ draw }) => address('/api/people', { limit: String(20 + draw.below(20)) }) },
  search('a common word', ({ draw, language }) => draw.pick(language.commonWords)),
  search('a rare word, 0.01 %', ({ draw }) => draw.pick(RARE_WORDS)),
  search('a word of nobody', ({ draw }) => draw.hex(8)),
  search('a phrase', ({ draw, language }) => `"${draw.pick(language.phrases)}"`),
  search('the beginning of words', prefixOf),
  search('a common word and a model', ({ draw, language }) => draw.pick(language.commonWords), {
    model: respondedOf(COMMON_MODEL),
  }),
  search('a rare word and a model', ({ draw }) => draw.pick(RARE_WORDS), { model: respondedOf(COMMON_MODEL) }),
]
