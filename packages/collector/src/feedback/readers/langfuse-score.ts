// A score as Langfuse's SDKs post it: alone to `/api/public/scores`, or as an event of a batch to `/api/public/ingestion`.

import { idOfWords, isObject, readComment, type ReadFeedback, readThumb, usableFeedback } from '../usable-feedback.ts'

type Fields = { [field: string]: unknown }

export function readLangfuseScore(event: unknown): ReadFeedback {
  if (!isObject(event)) return { outcome: 'refused', reason: 'a score is not an object' }
  const score = isObject(event['body']) ? event['body'] : event
  const at = event['timestamp'] ?? score['timestamp']
  const target = readTarget(score)
  if (target === null)
    return { outcome: 'refused', reason: `a score names no trace id of 32 hex digits and no session${ofRun(score)}` }
  const { observation, ...aim } = target
  const name = textOf(score['name'])
  return usableFeedback({
    ...aim,
    ...readOpinion(score, name),
    id: readId(score, event, at),
    name,
    comment: readComment(score['comment']),
    source: SOURCES.get(textOf(score['source'])?.toUpperCase() ?? ''),
    at: typeof at === 'string' ? at : undefined,
    metadata: readMetadata(score, observation),
  })
}

function ofRun(score: Fields): string {
  return textOf(score['datasetRunId']) === null ? '' : '; runs of datasets are not known here'
}

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['ANNOTATION', 'reviewer'],
  ['EVAL', 'judge'],
])

/**
 * A score that is sent again under its id with other words replaces the first, so those words are part of the id; the
 * same words twice are one score. Whoever stores it sees to words that come back after others.
 */
function readId(score: Fields, event: Fields, at: unknown): string {
  const id = textOf(score['id'])
  if (id === null) return idOfWords('langfuse', [event])
  return idOfWords(id.slice(0, ID_CHARS_MAX), [score['value'], score['comment'], at])
}

/** Of the 512 that an id may have. */
const ID_CHARS_MAX = 400

/** Trace ids of older SDKs are UUIDs; an observation that is no span is only noted. */
function readTarget(score: Fields): { prediction?: string; session?: string; observation: string | null } | null {
  const trace = textOf(score['traceId'])?.toLowerCase().replaceAll('-', '') ?? ''
  const observation = textOf(score['observationId'])?.toLowerCase() ?? null
  if (/^[0-9a-f]{32}$/.test(trace)) {
    const isSpan = observation !== null && /^[0-9a-f]{16}$/.test(observation)
    return isSpan ? { prediction: `${trace}-${observation}`, observation: null } : { prediction: trace, observation }
  }
  const session = textOf(score['sessionId'])
  return session === null ? null : { session, observation: null }
}

function readOpinion(score: Fields, name: string | null): Fields {
  const value = score['value']
  const type = textOf(score['dataType'])?.toUpperCase() ?? null
  if (type === 'CORRECTION') return { kind: 'correction', value }
  if (type === 'TEXT') return { kind: 'comment', value }
  const label = typeof value === 'string' ? value : null
  const isOfTwo = type === 'BOOLEAN' || typeof value === 'boolean'
  const thumb = readThumb({ name, score: isOfTwo ? value : null, label })
  if (thumb !== null) return { kind: 'thumbs', value: thumb }
  if (typeof value === 'boolean') return { kind: 'score', value: Number(value) }
  return { kind: typeof value === 'string' || type === 'CATEGORICAL' ? 'label' : 'score', value }
}

/** Where the id of a score stands in the metadata: a score has several words under one id, of which the last counts. */
export const LANGFUSE_SCORE_ID = 'langfuseScoreId'

/** What else a score may say of itself. */
const NOTED = [
  ['configId', 'langfuseConfigId'],
  ['queueId', 'langfuseQueueId'],
  ['datasetRunId', 'langfuseDatasetRunId'],
] as const

function readMetadata(score: Fields, observation: string | null): Fields | undefined {
  const given = score['metadata']
  const metadata: Fields = isObject(given) ? given : given === undefined || given === null ? {} : { metadata: given }
  const noted = {
    ...metadata,
    ...(textOf(score['id']) === null ? {} : { [LANGFUSE_SCORE_ID]: score['id'] }),
    ...Object.fromEntries(NOTED.flatMap(([said, kept]) => (textOf(score[said]) === null ? [] : [[kept, score[said]]]))),
    ...(observation === null ? {} : { langfuseObservationId: observation }),
  }
  return Object.keys(noted).length === 0 ? undefined : noted
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
