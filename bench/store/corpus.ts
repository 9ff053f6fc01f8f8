// A month of predictions in the order they were made, and what people said of them later. However many they are, they
// spread over the same time, so that a day of a large store is a busy day and not one of many.
import type { Message } from '@trimtab/contract'
import type { Batch } from '../../packages/collector/src/store/rows.ts'
import type { PredictionRow } from '../../packages/collector/src/store/stored.ts'
import { type Deployment, makeDeployment, pickModel, type Task } from './deployment.ts'
import { createDraw, type Draw } from './draw.ts'
import { createOpinions } from './feedback-rows.ts'
import type { Language } from './language.ts'
import { makeSingle, makeTabular, makeTurn, type Writing } from './prediction-rows.ts'

export type Mix = 'mixed' | 'conversations' | 'singles' | 'tabular'

export interface CorpusOptions {
  seed: number
  rows: number
  mix: Mix
  language: Language
  /** When the last of them is made. */
  nowMs: number
  /** Over how long they spread. */
  days: number
}

export type CorpusBatch = Pick<Batch, 'predictions' | 'feedback'>

export const DAY_MS = 86_400_000
export const DAYS = 30
export const BATCH_ROWS = 2000
export const TURNS = 10
/** Between two turns of a conversation. */
const TURN_MS = 60_000
const OPEN_MIN = 8
const ROWS_PER_USER = 25

const SHAPES: { readonly [mix in Mix]: readonly (readonly ['chat' | 'single' | 'table', number])[] } = {
  mixed: [
    ['chat', 0.7],
    ['table', 0.2],
    ['single', 0.1],
  ],
  conversations: [['chat', 1]],
  singles: [['single', 1]],
  tabular: [['table', 1]],
}

interface Conversation {
  task: Task
  model: string
  session: string
  user: string
  history: Message[]
  turns: number
}

export function* makeCorpus({ seed, rows, mix, language, nowMs, days }: CorpusOptions): Generator<CorpusBatch> {
  const draw = createDraw(seed)
  const deployment = makeDeployment(language, draw)
  const batches = Math.ceil(rows / BATCH_ROWS)
  const opinions = createOpinions({ draw, language, batches, batchMs: (days * DAY_MS) / batches })
  const makeNext = createPredictions({ draw, language }, deployment, { rows, mix, nowMs, days })
  for (let batch = 0; batch < batches; batch += 1) {
    const predictions: PredictionRow[] = []
    for (let number = batch * BATCH_ROWS; number < Math.min(rows, (batch + 1) * BATCH_ROWS); number += 1) {
      const row = makeNext(number)
      predictions.push(row)
      opinions.maySpeak(row, batch)
    }
    yield { predictions, feedback: opinions.take(batch) }
  }
}

function createPredictions(
  writing: Writing,
  { chats, singles, tables }: Deployment,
  { rows, mix, nowMs, days }: Pick<CorpusOptions, 'rows' | 'mix' | 'nowMs' | 'days'>,
): (number: number) => PredictionRow {
  const { draw } = writing
  const shapes = SHAPES[mix]
  const between = (days * DAY_MS) / rows
  const open: Conversation[] = []
  const openMax = Math.max(OPEN_MIN, Math.round(TURN_MS / between))
  // Some people come much more often than others.
  const nextUser = (): string => `user-${Math.floor(Math.ceil(rows / ROWS_PER_USER) * draw.share() ** 1.5)}`
  return (number) => {
    const startedMs = Math.floor(nowMs - days * DAY_MS + (number + draw.share()) * between)
    const circumstances = { number, startedMs, elapsed: number / rows, model: '' }
    const shape = draw.weigh(shapes)
    if (shape === 'table')
      return makeTabular({ ...circumstances, task: draw.pick(tables), session: null, user: nextUser() }, writing)
    if (shape === 'single') {
      const model = pickModel(draw)
      return makeSingle({ ...circumstances, model, task: draw.pick(singles), session: null, user: nextUser() }, writing)
    }
    if (open.length < openMax) open.push(begin(draw, draw.pick(chats), nextUser()))
    const place = draw.below(open.length)
    const conversation = open[place] ?? begin(draw, draw.pick(chats), nextUser())
    const row = makeTurn(conversation.history, { ...circumstances, ...conversation }, writing)
    conversation.turns += 1
    if (conversation.turns === TURNS) open.splice(place, 1)
    return row
  }
}

function begin(draw: Draw, task: Task, user: string): Conversation {
  return { task, model: pickModel(draw), session: `session-${draw.hex(12)}`, user, history: [], turns: 0 }
}
