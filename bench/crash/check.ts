// Whether what a collector promised is there: everything once, nothing twice, in a database that is whole.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { idOf } from '../traffic/numbers.ts'
import { feedbackId, type Promised, SPANS_PER_REQUEST } from './sender.ts'

export interface Findings {
  predictions: number
  feedback: number
  missing: number
  twice: number
  /** What SQLite says of the file: `ok` where it is whole. */
  integrity: string
}

interface Page {
  predictions: { id: string; feedback: { id: string }[] }[]
  nextCursor: string | null
}

async function countStored(url: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const count = (id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1)
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const response = await fetch(`${url}/api/predictions?limit=200${query}`)
    if (!response.ok) throw new Error(`the list of predictions was answered with ${response.status}`)
    const page = (await response.json()) as Page
    for (const { id, feedback } of page.predictions) {
      count(id)
      for (const said of feedback) count(`${id} ${said.id}`)
    }
    cursor = page.nextCursor
  }
  return counts
}

export async function check(url: string, data: string, promised: Promised, run: number): Promise<Findings> {
  const counts = await countStored(url)
  const places = Array.from({ length: SPANS_PER_REQUEST }, (_, place) => place)
  const ids = (requests: Set<number>, name: (request: number, place: number) => string): string[] =>
    [...requests].flatMap((request) => places.map((place) => name(request, place)))
  const predictionOf = (request: number, place: number): string => idOf(request * SPANS_PER_REQUEST + place, run)
  const predictions = ids(promised.spans, predictionOf)
  // Feedback shows with its prediction; where that was never acknowledged it still waits.
  const joined = new Set([...promised.feedback].filter((request) => promised.spans.has(request)))
  const feedback = ids(joined, (request, place) => `${predictionOf(request, place)} ${feedbackId(request, place)}`)
  return {
    predictions: predictions.length,
    feedback: feedback.length,
    missing: [...predictions, ...feedback].filter((id) => !counts.has(id)).length,
    twice: [...counts.values()].filter((times) => times > 1).length,
    integrity: checkIntegrity(data),
  }
}

export function checkIntegrity(data: string): string {
  const database = new DatabaseSync(join(data, 'trimtab.db'), { readOnly: true })
  try {
    const rows = [
      ...database
        .prepare('PRAGMA integrity_check')
        .all()
        .map((row) => String(row['integrity_check'])),
      ...database
        .prepare('PRAGMA foreign_key_check')
        .all()
        .map((row) => `a row of ${String(row['table'])} leads nowhere`),
    ]
    return rows.join('; ')
  } finally {
    database.close()
  }
}

export function isWhole({ missing, twice, integrity }: Findings): boolean {
  return missing === 0 && twice === 0 && integrity === 'ok'
}
