// What asking costs while half of what the collector takes at most is being sent to it, against asking alone.
import { setTimeout as sleep } from 'node:timers/promises'
import { note } from '../../measure/measurement.ts'
import type { Section } from '../../measure/report.ts'
import { quantile } from '../../measure/statistics.ts'
import { type Asker, createAsker } from '../ask.ts'
import { createDraw } from '../draw.ts'
import { type Asked, QUESTIONS } from '../questions.ts'
import type { Busy } from './busy.ts'
import { rateOf, readBacklog } from './sending.ts'

const ROUNDS = 5
/** Of a round, each for half of its time. */
const HALVES = 2
const MAXIMUM_SECONDS = 10
const CATCH_UP_SECONDS_MAX = 120
const AIM = 2
/** Sending has begun by then. */
const START_MS = 500
const NAMES = [
  'overview',
  'series of 24 hours',
  'page: all',
  'page: a model, 10 %',
  'search: a common word',
  'search: a rare word, 0.01 %',
]
const ASKED = QUESTIONS.filter(({ name }) => NAMES.includes(name))

export async function measureLive({
  collector,
  sending,
  seed,
  names,
  language,
  nowMs,
  seconds,
}: Busy): Promise<Section> {
  const maximum = rateOf(await sending.send(MAXIMUM_SECONDS))
  const half = maximum / 2
  note(`it takes ${maximum.toFixed(0)} a second at most`)
  const asked: Asked = { draw: createDraw(seed + 1000), names, language, nowMs, isNewest: true }
  const [alone, beside] = [createAsker(collector.url), createAsker(collector.url)]
  const partSeconds = Math.ceil(seconds / ROUNDS / HALVES)
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await catchUp(collector.url)
    await askFor(partSeconds, alone, asked)
    const sent = sending.send(partSeconds + 2 * (START_MS / 1000), half)
    await sleep(START_MS)
    await askFor(partSeconds, beside, asked)
    taken.push(rateOf(await sent))
  }
  const mean = taken.reduce((sum, each) => sum + each, 0) / taken.length
  for (const asker of [alone, beside]) asker.close()
  return {
    title: 'Reading beside writing',
    explanation: `Asked one after the other, alone and while conversations are sent at half of the ${maximum.toFixed(0)} predictions a second that it takes at most (${mean.toFixed(0)} were taken), in turns of ${partSeconds} s; pages are of the newest. What is sent has none of the words and is by none of the models that are asked for, so a page has to go behind all of it. The sender, the asker and the collector with its jobs share the cores.`,
    columns: [
      'Question',
      'Asked',
      'Alone, p50 / p95 ms',
      'Beside writing, p50 / p95 ms',
      'Times longer, p95',
      'Aim',
      'Failed',
    ],
    rows: ASKED.map(({ name }) => describe(name, alone, beside)),
  }
}

async function catchUp(url: string): Promise<void> {
  const endMs = performance.now() + CATCH_UP_SECONDS_MAX * 1000
  for (;;) {
    const { unfolded, unsearchable } = await readBacklog(url)
    if ((unfolded === 0 && unsearchable === 0) || performance.now() > endMs) return
    await sleep(1000)
  }
}

async function askFor(seconds: number, asker: Asker, asked: Asked): Promise<void> {
  const endMs = performance.now() + seconds * 1000
  while (performance.now() < endMs) for (const question of ASKED) await asker.ask(question, asked)
}

function describe(name: string, alone: Asker, beside: Asker): string[] {
  const [one, other] = [alone, beside].map((asker) => asker.answersTo(name).times.toSorted((a, b) => a - b))
  const show = (times: number[] = []): string =>
    `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`
  const ratio = quantile(other ?? [], 0.95) / quantile(one ?? [], 0.95)
  const failed = [alone, beside].map((asker) => asker.answersTo(name).failed)
  return [
    name,
    `${one?.length} and ${other?.length}`,
    show(one),
    show(other),
    ratio.toFixed(2),
    `${AIM}: ${ratio <= AIM ? 'met' : 'missed'}`,
    failed.join(' and '),
  ]
}
