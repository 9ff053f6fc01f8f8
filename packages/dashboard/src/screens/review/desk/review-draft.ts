// What a reviewer has decided so far of one item, before it is saved, and what is still needed to save it. Pure.
import type {
  CorrectionRule,
  Prediction,
  Review,
  ReviewDecision,
  ReviewInput,
  ReviewItem,
  ReviewQueue,
  RubricField,
} from '@trimtab/contract'
import { comparedText, type CorrectionDraft, correctionFrom, draftFrom, originalOf } from './correction.ts'

/** To skip is no judgement: it is another button. */
export type Judgement = Exclude<ReviewDecision, 'skipped'>

export interface ReviewDraft {
  decision: Judgement | null
  /** Null where the queue asks for no corrections. */
  correction: CorrectionDraft | null
  answers: NonNullable<ReviewInput['answers']>
  note: string
}

/** What has to be put right before it can be saved, and where. */
export interface Gap {
  /** `decision`, `correction`, or the name of a field. */
  at: string
  message: string
}

type Asked = Pick<ReviewQueue, 'fields' | 'correction'>

export function newDraft({ prediction, review }: Pick<ReviewItem, 'prediction' | 'review'>, asked: Asked): ReviewDraft {
  if (review !== null) return draftOfReview(review, prediction, asked.correction)
  const correction = asked.correction === null ? null : originalOf(prediction, asked.correction.form)
  return { decision: null, correction, answers: {}, note: '' }
}

function draftOfReview(review: Review, prediction: Prediction, rule: CorrectionRule | null): ReviewDraft {
  const { decision, correction, answers, note } = review
  const original = rule === null ? null : originalOf(prediction, rule.form)
  return {
    decision: decision === 'skipped' ? null : decision,
    correction: rule === null || correction === null ? original : draftFrom(correction, rule.form),
    answers,
    note: note ?? '',
  }
}

/** To change the answer is to say that it was not good as it is. */
export function withCorrection(
  draft: ReviewDraft,
  correction: CorrectionDraft,
  { original, form }: { original: CorrectionDraft; form: CorrectionRule['form'] },
): ReviewDraft {
  const isChanged = comparedText(correction, form) !== comparedText(original, form)
  const follows = draft.decision === null || draft.decision === 'good' || draft.decision === 'corrected'
  if (!follows) return { ...draft, correction }
  if (isChanged) return { ...draft, correction, decision: 'corrected' }
  return { ...draft, correction, decision: draft.decision === 'corrected' ? null : draft.decision }
}

/** Null takes an answer back; of a field that takes several the option goes in or out. */
export function withAnswer(
  draft: ReviewDraft,
  field: RubricField,
  value: boolean | number | string | null,
): ReviewDraft {
  const { [field.name]: before, ...others } = draft.answers
  if (field.isMany === true && typeof value === 'string') {
    const chosen = Array.isArray(before) ? before : []
    const next = (field.options ?? []).filter((option) => chosen.includes(option) !== (option === value))
    return { ...draft, answers: next.length === 0 ? others : { ...others, [field.name]: next } }
  }
  const isSame = value !== null && before === value && field.kind !== 'comment' && typeof value !== 'number'
  if (value === null || value === '' || isSame) return { ...draft, answers: others }
  return { ...draft, answers: { ...others, [field.name]: value } }
}

export function gapsOf(draft: ReviewDraft, prediction: Prediction, asked: Asked): Gap[] {
  const { decision, correction, answers } = draft
  if (decision === null) return [{ at: 'decision', message: 'Say first what you think of it: 1 to 4.' }]
  const gaps: Gap[] = []
  if (decision === 'corrected' && asked.correction !== null && correction !== null) {
    const { form } = asked.correction
    const written = correctionFrom(correction, asked.correction, prediction)
    if ('mistake' in written) gaps.push({ at: 'correction', message: written.mistake })
    else if (comparedText(correction, form) === comparedText(originalOf(prediction, form), form))
      gaps.push({ at: 'correction', message: 'This is what the model said. Change it, or call it good as it is.' })
  }
  // Whoever cannot tell cannot be asked for more.
  if (decision === 'unsure') return gaps
  for (const field of asked.fields) {
    const isMissing = field.isRequired === true && answers[field.name] === undefined
    if (isMissing) gaps.push({ at: field.name, message: `Needed: ${field.question}` })
    else gaps.push(...outOfBounds(field, answers[field.name]))
  }
  return gaps
}

function outOfBounds({ name, min = -Infinity, max = Infinity }: RubricField, answer: unknown): Gap[] {
  if (typeof answer !== 'number' || (answer >= min && answer <= max)) return []
  return [{ at: name, message: `Between ${min} and ${max}.` }]
}

/** As it is sent, once there are no gaps. */
export function inputOf(
  draft: ReviewDraft,
  asked: Asked,
  { prediction, ...who }: { prediction: Prediction; reviewer: string; tookMs: number },
): ReviewInput {
  const { decision, correction, answers, note } = draft
  const written =
    decision === 'corrected' && asked.correction !== null && correction !== null
      ? correctionFrom(correction, asked.correction, prediction)
      : null
  return {
    ...who,
    decision: decision ?? 'skipped',
    ...(written !== null && 'value' in written ? { correction: written.value } : {}),
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  }
}
