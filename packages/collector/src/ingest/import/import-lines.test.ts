import { describe, expect, it } from 'vitest'
import { openInMemory } from '../../store/sqlite/fixtures/open-store.ts'
import { createIngest } from '../create-ingest.ts'
import type { Ingest, Parcel, Receipt } from '../ingest.ts'
import { importLines, REFUSALS_NAMED_MAX } from './import-lines.ts'
import type { Line } from './read-lines.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

async function* numbered(lines: unknown[]): AsyncGenerator<Line> {
  for (const [index, line] of lines.entries()) {
    yield { number: index + 1, text: JSON.stringify(line) }
    await Promise.resolve()
  }
}

function take(lines: unknown[], ingest: Pick<Ingest, 'submit'>) {
  return importLines({ lines: numbered(lines), ingest, clock: () => NOW, onProgress: () => undefined })
}

function predictionLine(number: number): object {
  const startedAt = new Date(NOW - 1000 * (number + 1)).toISOString()
  return { type: 'prediction', task: 'support.reply', startedAt, responseId: `answer-${number}` }
}

function thumbLine(number: number): object {
  return { type: 'feedback', responseId: `answer-${number}`, kind: 'thumbs', value: true, at: '2026-11-21T11:00:00Z' }
}

describe('importing lines', () => {
  it('twice is importing them once, in any order of predictions and feedback', async () => {
    const store = openInMemory()
    const ingest = createIngest({
      rows: store.rows,
      clock: () => NOW,
      makeId: () => 'made',
      onDefect: (error) => {
        throw error
      },
    })
    const lines = [thumbLine(1), predictionLine(0), predictionLine(1), thumbLine(0), thumbLine(7)]
    const report = await take(lines, ingest)
    expect(report).toMatchObject({ lines: 5, predictions: 2, feedback: 3, refused: 0, refusals: [] })
    const read = async () => store.rows.predictions({ limit: 10 })
    const once = await read()
    expect(once?.predictions.map(({ opinion }) => opinion.thumbs)).toEqual(['up', 'up'])
    await take(lines.toReversed(), ingest)
    expect(await read()).toEqual(once)
    await ingest.close()
    store.close()
  })

  it('names the first lines that are refused and counts the others', async () => {
    const wrong = Array.from({ length: REFUSALS_NAMED_MAX + 5 }, () => ({ type: 'prediction' }))
    const { lines, predictions, refused, refusals } = await take([predictionLine(0), ...wrong], accepting([]))
    expect({ lines, predictions, refused }).toEqual({ lines: 26, predictions: 1, refused: 25 })
    expect(refusals).toHaveLength(REFUSALS_NAMED_MAX)
    expect(refusals[0]).toEqual({ line: 2, reason: 'task is missing' })
  })

  it('finds the one line that the door refuses among those that came with it', async () => {
    const parcels: Parcel[] = []
    const refusing = accepting(parcels, (parcel) =>
      parcel.predictions.some(({ responseId }) => responseId === 'answer-2'),
    )
    const { predictions, refusals } = await take([0, 1, 2, 3].map(predictionLine), refusing)
    expect(predictions).toBe(3)
    expect(refusals).toEqual([{ line: 3, reason: 'it has no place' }])
  })

  it('comes again where the door is busy, and stops where nothing can be stored', async () => {
    let asked = 0
    const busy: Pick<Ingest, 'submit'> = {
      submit: () => Promise.resolve((asked += 1) === 1 ? { outcome: 'busy' } : stored(1)),
    }
    expect(await take([predictionLine(0)], busy)).toMatchObject({ predictions: 1 })
    const cause = new Error('the disk is full')
    const full: Pick<Ingest, 'submit'> = { submit: () => Promise.resolve({ outcome: 'unavailable', cause }) }
    await expect(take([predictionLine(0)], full)).rejects.toBe(cause)
  })

  it('keeps parcels small', async () => {
    const parcels: Parcel[] = []
    await take(
      Array.from({ length: 1201 }, (_, number) => predictionLine(number)),
      accepting(parcels),
    )
    expect(parcels.map((parcel) => (parcel.kind === 'import' ? parcel.predictions.length : 0))).toEqual([500, 500, 201])
  })
})

type ImportParcel = Extract<Parcel, { kind: 'import' }>

function accepting(
  parcels: Parcel[],
  isRefused: (parcel: ImportParcel) => boolean = () => false,
): Pick<Ingest, 'submit'> {
  return {
    submit: (parcel) => {
      parcels.push(parcel)
      const hasWrong = parcel.kind === 'import' && isRefused(parcel)
      return Promise.resolve(hasWrong ? { ...stored(0), rejected: 1, reason: 'it has no place' } : stored(1))
    },
  }
}

function stored(accepted: number): Extract<Receipt, { outcome: 'stored' }> {
  return { outcome: 'stored', accepted, rejected: 0, reason: null, waiting: 0, isWaiting: [], isNew: [] }
}
