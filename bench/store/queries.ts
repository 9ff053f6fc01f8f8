// How much longer answers take where there is a hundred times as much: two collectors are asked the same in turns.
import { note } from '../measure/measurement.ts'
import { quantile } from '../measure/statistics.ts'
import { startCollector } from '../servers/collector.ts'
import { type Answers, type Asker, createAsker } from './ask.ts'
import { type Filled, type Part, TIMES } from './context.ts'
import { createDraw } from './draw.ts'
import { type Asked, type Question, QUESTIONS } from './questions.ts'

const ASKS = 200
const WARM_UP_ASKS = 10

interface Side {
  asker: Asker
  asked: Asked
}

export const measureQueries: Part = async ({ rows, seed, language, nowMs, filled }) => {
  const folders = [await filled(Math.ceil(rows / TIMES)), await filled(rows)]
  const collectors = await Promise.all(folders.map(({ data }) => startCollector({ data })))
  try {
    const sidesOf = (salt: number): Side[] =>
      collectors.map(({ url }, index) => ({
        asker: createAsker(url),
        asked: {
          draw: createDraw(seed + salt + index),
          names: namesOf(folders[index]),
          language,
          nowMs,
          isNewest: false,
        },
      }))
    await askAll(sidesOf(1), WARM_UP_ASKS)
    const sides = sidesOf(1000)
    await askAll(sides, ASKS)
    const [small, large] = sides
    if (small === undefined || large === undefined) throw new Error('there are two sides')
    const table = QUESTIONS.map((question) =>
      describe(question, small.asker.answersTo(question.name), large.asker.answersTo(question.name)),
    )
    for (const { asker } of sides) asker.close()
    return [
      {
        title: 'Questions',
        explanation: `${rows} predictions against ${Math.ceil(rows / TIMES)}, both of the same 30 days, each in a collector of its own with nothing else to do; ${ASKS} times each, in turns, with other values every time. From the question over HTTP to the last byte of the answer. "Early" are pages that were given before they were full, since the time for one was over.`,
        columns: [
          'Question',
          `p50 / p95 of ${Math.ceil(rows / TIMES)}, ms`,
          `p50 / p95 of ${rows}, ms`,
          'Times longer, p95',
          'Aim',
          'Early',
          'Failed',
        ],
        rows: table,
      },
    ]
  } finally {
    for (const collector of collectors) await collector.stop()
  }
}

function namesOf(filled: Filled | undefined): Asked['names'] {
  if (filled === undefined) throw new Error('every side has a folder')
  return filled.names
}

async function askAll(sides: Side[], asks: number): Promise<void> {
  for (let round = 0; round < asks; round += 1) {
    for (const question of QUESTIONS) {
      // Whoever is asked first pays for what the machine does in between.
      for (const { asker, asked } of round % 2 === 0 ? sides : sides.toReversed()) await asker.ask(question, asked)
    }
    if ((round + 1) % 50 === 0) note(`asked ${round + 1} times`)
  }
}

function describe({ name, aim }: Question, small: Answers, large: Answers): string[] {
  const [one, other] = [small, large].map(({ times }) => times.toSorted((left, right) => left - right))
  const show = (times: number[] = []): string =>
    `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`
  const ratio = quantile(other ?? [], 0.95) / quantile(one ?? [], 0.95)
  const verdict = aim === null ? '' : ratio <= aim ? `${aim}: met` : `${aim}: missed`
  return [
    name,
    show(one),
    show(other),
    ratio.toFixed(2),
    verdict,
    `${small.partial} and ${large.partial}`,
    `${small.failed} and ${large.failed}`,
  ]
}
