// What an evaluation event says, which is a log record or an event of a span: OpenTelemetry's own attributes, ours for
// what those have no word for, and Logfire's. Whom it is about is not read here.

import { FEEDBACK_ATTRIBUTES as KEY, FEEDBACK_KINDS, type Json, type JsonObject } from '@trimtab/contract'
import { type AttributeReader, readAttributes } from '../otlp/attribute-reader.ts'
import type { Attributes } from '../otlp/otlp.ts'
import { readComment, readThumb } from './usable-feedback.ts'

type Fields = { [field: string]: unknown }

/** The name an evaluation event must have; a feedback that was given none travels under one of these. */
const UNNAMED = new Set<string>(['ground_truth', ...FEEDBACK_KINDS.map((kind) => `user.${kind}`)])

/** Null where it says no more than that the evaluation failed: nobody thinks anything then. */
export function readEvaluation(raw: Attributes, body: Json): Fields | null {
  const attributes = readAttributes(raw)
  const name = attributes.text(KEY.name)
  const comment = raw.has(KEY.kind) ? attributes.text(KEY.comment) : readComment(attributes.text(KEY.comment) ?? body)
  const opinion = raw.has(KEY.kind) ? readOurs(raw, attributes) : readOthers(raw, attributes, comment)
  if (opinion === null) return null
  const retracted = attributes.text(KEY.retractedKind)
  return {
    id: attributes.text(KEY.id),
    name: name !== null && UNNAMED.has(name) ? null : name,
    comment,
    actor: attributes.text(KEY.actor),
    // One that cannot be read is refused later: taken for absent, it would let a row out that its owner held back.
    consent: attributes.flag(KEY.consent) ?? raw.get(KEY.consent) ?? null,
    of: retracted === null ? null : { kind: retracted },
    ...opinion,
  }
}

function readOurs(raw: Attributes, attributes: AttributeReader): Fields {
  return {
    kind: attributes.text(KEY.kind),
    value: raw.has(KEY.value) ? attributes.json(KEY.value) : (raw.get(KEY.score) ?? raw.get(KEY.label) ?? null),
    source: attributes.text(KEY.source),
    metadata: attributes.object(KEY.metadata),
  }
}

/** Of any other sender: what programs think, unless the name says that it is a person. */
function readOthers(raw: Attributes, attributes: AttributeReader, comment: string | null): Fields | null {
  const [name, label] = [attributes.text(KEY.name), attributes.text(KEY.label)]
  const flag = raw.get(KEY.score)
  const score = typeof flag === 'boolean' ? Number(flag) : attributes.number(KEY.score)
  const thumb = readThumb({ name, score, label })
  const source = attributes.text(KEY.source) ?? (thumb !== null || /user|human/i.test(name ?? '') ? 'user' : 'judge')
  const metadata = { ...readEvaluator(attributes), ...attributes.object(KEY.metadata) }
  const withMetadata = (more: JsonObject): JsonObject | null =>
    Object.keys({ ...metadata, ...more }).length === 0 ? null : { ...metadata, ...more }
  if (thumb !== null) return { kind: 'thumbs', value: thumb, source, metadata: withMetadata({}) }
  // The label of a score says what the number means.
  if (score !== null)
    return { kind: 'score', value: score, source, metadata: withMetadata(label === null ? {} : { label }) }
  if (label !== null) return { kind: 'label', value: label, source, metadata: withMetadata({}) }
  if (comment !== null) return { kind: 'comment', source, metadata: withMetadata({}) }
  return raw.has('error.type') ? null : { kind: 'label', source }
}

const EVALUATOR = 'gen_ai.evaluation.evaluator.'

/** Logfire's and pydantic's: who judged, in which version, and what of the call. */
function readEvaluator(attributes: AttributeReader): JsonObject {
  const said: [string, Json][] = [
    ['evaluator', attributes.json(`${EVALUATOR}source`) ?? attributes.text(`${EVALUATOR}source`)],
    ['evaluatorName', attributes.text(`${EVALUATOR}name`)],
    ['evaluatorVersion', attributes.text(`${EVALUATOR}version`)],
    ['target', attributes.text('gen_ai.evaluation.target')],
  ]
  return Object.fromEntries(said.filter(([, value]) => value !== null))
}
