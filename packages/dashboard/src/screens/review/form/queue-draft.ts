// A queue as somebody writes it in the form, and as it is sent. Pure. What the form cannot show, such as a second rule of
// one kind, stays as it was.
import type {
  CorrectionForm,
  CorrectionRule,
  JsonObject,
  PredictionKind,
  ReviewQueue,
  ReviewQueueInput,
  ReviewRule,
  RubricField,
  SliceFilter,
} from '@trimtab/contract'
import { whyNotExact } from '../../../format/exact-json.ts'

export interface RuleDraft {
  reason: ReviewRule['reason']
  isOn: boolean
  /** Percent, as typed. */
  share: string
  below: string
  only: SliceFilter
}

export interface FieldDraft extends Pick<RubricField, 'name' | 'kind' | 'question'> {
  /** The name was given, and stays when the question changes. */
  isNamed: boolean
  help: string
  /** One a line. */
  options: string
  isMany: boolean
  isRequired: boolean
  min: string
  max: string
}

export interface QueueDraft {
  name: string
  task: string
  rules: RuleDraft[]
  isByDay: boolean
  perDay: string
  /** From when on; null is from now. */
  since: string | null
  guidelines: string
  fields: FieldDraft[]
  correction: CorrectionForm | 'none'
  schema: string
  /** To choose from where a label is corrected, one a line. */
  labels: string
  /** One a line. */
  reviewers: string
  reviewersPerItem: string
  /** Percent, as typed. */
  overlap: string
  leaseMinutes: string
  isPaused: boolean
}

const REASONS = ['thumbs_down', 'low_confidence', 'disagreement', 'new_category', 'drifted_slice', 'random'] as const

const DAY_MS = 24 * 60 * 60 * 1000
export const LOOK_BACK_DAYS = 7

export const NEW_FIELD: FieldDraft = {
  name: '',
  isNamed: false,
  kind: 'label',
  question: '',
  help: '',
  options: '',
  isMany: false,
  isRequired: false,
  min: '1',
  max: '5',
}

export function newQueueDraft(task: string, nowMs: number, kind: PredictionKind | null = null): QueueDraft {
  const usual: readonly string[] = ['thumbs_down', 'disagreement', 'random']
  return {
    name: '',
    task,
    rules: REASONS.map((reason) => ({ ...emptyRule(reason), isOn: usual.includes(reason) })),
    isByDay: true,
    perDay: '40',
    since: lookBack(nowMs),
    guidelines: '',
    fields: [],
    correction: usualForm(kind),
    schema: '',
    labels: '',
    reviewers: '',
    reviewersPerItem: '1',
    overlap: '10',
    leaseMinutes: '15',
    isPaused: false,
  }
}

/** A label is corrected by a label. */
export function usualForm(kind: PredictionKind | null): CorrectionForm {
  return kind === 'classification' ? 'label' : 'text'
}

export function lookBack(nowMs: number): string {
  return new Date(nowMs - LOOK_BACK_DAYS * DAY_MS).toISOString()
}

export function draftOfQueue(queue: ReviewQueue): QueueDraft {
  const said = queue.rules.map(draftOfRule)
  const unsaid = REASONS.filter((reason) => said.every((rule) => rule.reason !== reason)).map(emptyRule)
  return {
    name: queue.name,
    task: queue.task,
    rules: [...said, ...unsaid].toSorted((left, right) => REASONS.indexOf(left.reason) - REASONS.indexOf(right.reason)),
    isByDay: queue.perDay !== null,
    perDay: String(queue.perDay ?? 40),
    since: queue.since,
    guidelines: queue.guidelines,
    fields: queue.fields.map(draftOfField),
    correction: queue.correction?.form ?? 'none',
    schema: queue.correction?.schema === undefined ? '' : JSON.stringify(queue.correction.schema, null, 2),
    labels: (queue.correction?.options ?? []).join('\n'),
    reviewers: queue.reviewers.join('\n'),
    reviewersPerItem: String(queue.reviewersPerItem),
    overlap: percent(queue.overlapShare),
    leaseMinutes: String(queue.leaseMinutes),
    isPaused: queue.isPaused,
  }
}

/** As it is sent. What is no number is sent as none, and the collector says at which place. */
export function inputOf(draft: QueueDraft): ReviewQueueInput {
  const { correction, since, isByDay } = draft
  return {
    name: draft.name,
    task: draft.task,
    rules: chosenRules(draft).map((rule) => ruleOf(rule, isByDay)),
    perDay: isByDay ? numberIn(draft.perDay) : null,
    ...(since === null ? {} : { since }),
    guidelines: draft.guidelines,
    fields: draft.fields.map(fieldOf),
    correction: correction === 'none' ? null : correctionRuleOf(correction, draft),
    reviewers: linesOf(draft.reviewers),
    reviewersPerItem: numberIn(draft.reviewersPerItem),
    overlapShare: shareIn(draft.overlap),
    leaseMinutes: numberIn(draft.leaseMinutes),
    isPaused: draft.isPaused,
  }
}

/** In the order they are sent: places in what the collector says count by it. */
export function chosenRules({ rules }: QueueDraft): RuleDraft[] {
  return rules.filter(({ isOn }) => isOn)
}

/** Why a schema cannot be sent; null where it can, or where there is none. */
export function schemaMistake({ correction, schema }: Pick<QueueDraft, 'correction' | 'schema'>): string | null {
  if (correction !== 'json' || schema.trim() === '') return null
  try {
    const read: unknown = JSON.parse(schema)
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'must be a JSON object'
    const why = whyNotExact(schema)
    return why === null ? null : `would not be kept as it stands: ${why}`
  } catch (error) {
    return `is no JSON yet: ${error instanceof Error ? error.message : String(error)}`
  }
}

function correctionRuleOf(form: CorrectionForm, { schema, labels }: QueueDraft): CorrectionRule {
  if (form === 'json' && schema.trim() !== '') return { form, schema: JSON.parse(schema) as JsonObject }
  const options = form === 'label' ? [...new Set(linesOf(labels))] : []
  return options.length === 0 ? { form } : { form, options }
}

function emptyRule(reason: ReviewRule['reason']): RuleDraft {
  return { reason, isOn: false, share: '10', below: '0.6', only: {} }
}

function draftOfRule(rule: ReviewRule): RuleDraft {
  return {
    ...emptyRule(rule.reason),
    isOn: true,
    ...(rule.share === undefined ? {} : { share: percent(rule.share) }),
    ...(rule.reason === 'low_confidence' ? { below: String(rule.below) } : {}),
    ...(rule.reason === 'drifted_slice' ? { only: rule.only } : {}),
  }
}

function ruleOf({ reason, share, below, only }: RuleDraft, isByDay: boolean): ReviewRule {
  const part = isByDay ? {} : { share: shareIn(share) }
  if (reason === 'low_confidence') return { reason, below: numberIn(below), ...part }
  return reason === 'drifted_slice' ? { reason, only, ...part } : { reason, ...part }
}

function draftOfField(field: RubricField): FieldDraft {
  return {
    ...NEW_FIELD,
    name: field.name,
    isNamed: true,
    kind: field.kind,
    question: field.question,
    help: field.help ?? '',
    options: (field.options ?? []).join('\n'),
    isMany: field.isMany ?? false,
    isRequired: field.isRequired ?? false,
    min: field.min === undefined ? '' : String(field.min),
    max: field.max === undefined ? '' : String(field.max),
  }
}

function fieldOf({ name, kind, question, help, options, isMany, isRequired, min, max }: FieldDraft): RubricField {
  const choices = kind === 'label' ? linesOf(options) : []
  return {
    name,
    kind,
    question,
    ...(help.trim() === '' ? {} : { help }),
    ...(choices.length === 0 ? {} : { options: choices, ...(isMany ? { isMany } : {}) }),
    ...(kind === 'score' && min !== '' ? { min: numberIn(min) } : {}),
    ...(kind === 'score' && max !== '' ? { max: numberIn(max) } : {}),
    ...(isRequired ? { isRequired } : {}),
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** An empty field is no zero. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function shareIn(text: string): number {
  return numberIn(text) / 100
}

/** Without the dust of binary fractions: 0.07 is 7, not 7.000000000000001. */
function percent(share: number): string {
  return String(Number((share * 100).toPrecision(12)))
}
