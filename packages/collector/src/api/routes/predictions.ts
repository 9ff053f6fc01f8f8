// Predictions: search, and one with everything said of it.

import { PAGE_FEEDBACK_MAX, PAGE_ITEMS_DEFAULT, type PredictionsQuery, type SearchPlace } from '@trimtab/contract'
import type { Hono } from 'hono'
import { readSearch } from '../../search/read-search.ts'
import type { Search } from '../../search/search.ts'
import type { PredictionQuery } from '../../store/rows-reading.ts'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { traceAround } from '../trace-steps.ts'

/** A page is a look, and the next one goes on from there. */
const PAGE_MS_MAX = 1_000

export function predictionRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'budget'>): void {
  const { rows } = parts
  endpoint(app, parts, 'listPredictions', async ({ query }) => {
    const page = await rows.predictions(toFilter(query))
    if (page === null) throw new ProblemError('query.cursor')
    const shown = page.predictions.map((prediction) => ({
      ...prediction,
      feedback: prediction.feedback.slice(0, PAGE_FEEDBACK_MAX),
    }))
    return { ...page, predictions: shown }
  })

  endpoint(app, parts, 'readPrediction', async ({ path }) => {
    const prediction = await rows.prediction(path.id)
    if (prediction === null) throw new ProblemError('prediction.not_found', `No prediction has the id ${path.id}.`)
    return { ...prediction, trace: await traceAround(prediction, rows) }
  })
}

/** As the store is asked: times are numbers there, and words are read. */
function toFilter({ from, to, q, in: place, tag, metadata, limit, ...rest }: PredictionsQuery): PredictionQuery {
  return {
    ...rest,
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
    search: q === undefined ? undefined : searchOf(q, place),
    tags: tag,
    metadata: Object.entries(metadata ?? {}).flatMap(([key, values]) => values.map((value) => ({ key, value }))),
    limit: limit ?? PAGE_ITEMS_DEFAULT,
    budgetMs: PAGE_MS_MAX,
  }
}

function searchOf(text: string, place: SearchPlace | undefined): Search {
  const search = readSearch(text, place)
  if (typeof search === 'string') throw new ProblemError('query.search', search)
  return search
}
