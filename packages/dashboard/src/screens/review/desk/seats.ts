// What one reviewer has seen in one sitting, in order: what they decided of it, and what is in hand. Pure; the desk holds
// it in a signal and asks the collector.
import type { ReviewDecision, ReviewItem, ReviewProgress } from '@trimtab/contract'
import type { Reason } from '../../../api/client.ts'
import type { Gap, ReviewDraft } from './review-draft.ts'

export interface Seat {
  item: ReviewItem
  draft: ReviewDraft
  /** What was saved of it in this sitting; null while it is in hand. */
  outcome: ReviewDecision | null
  shownAtMs: number
  /** How long it took, once it is decided. */
  tookMs: number
}

export interface Failure {
  /** What could not be done. */
  what: 'next' | 'save' | 'undo'
  reason: Reason
}

export interface DeskView {
  seats: readonly Seat[]
  /** Which of them is shown; -1 where none is. */
  at: number
  /** Ids of what was decided, the last of them at the end: what undo takes back. */
  decided: readonly string[]
  progress: ReviewProgress | null
  /** How many this reviewer decided in this sitting, before a reload too. */
  sittingCount: number
  isBusy: boolean
  /** Nothing is left for this reviewer now. */
  isOver: boolean
  failure: Failure | null
  gaps: readonly Gap[]
  /** What has just happened, for who listens. */
  said: string
}

export const EMPTY_DESK: DeskView = {
  seats: [],
  at: -1,
  decided: [],
  progress: null,
  sittingCount: 0,
  isBusy: true,
  isOver: false,
  failure: null,
  gaps: [],
  said: '',
}

export const OUTCOME_WORDS: { readonly [decision in ReviewDecision]: string } = {
  good: 'good',
  corrected: 'corrected',
  bad: 'bad',
  unsure: 'cannot tell',
  skipped: 'skipped',
}

export function shownSeat(view: DeskView): Seat | null {
  return view.seats[view.at] ?? null
}

/** Shows an item: at its place where it was seen before, else as the newest. */
export function seatItem(view: DeskView, seat: Seat): DeskView {
  const known = view.seats.findIndex(({ item }) => item.id === seat.item.id)
  const seats = known < 0 ? [...view.seats, seat] : view.seats.with(known, seat)
  return { ...view, seats, at: known < 0 ? seats.length - 1 : known, isOver: false, gaps: [] }
}

export function changeSeat(view: DeskView, id: string, change: Partial<Seat>): DeskView {
  return { ...view, seats: view.seats.map((seat) => (seat.item.id === id ? { ...seat, ...change } : seat)) }
}

export function decide(view: DeskView, id: string, outcome: ReviewDecision, tookMs: number): DeskView {
  const decided = [...view.decided.filter((each) => each !== id), id]
  return { ...changeSeat(view, id, { outcome, tookMs }), decided, said: `Saved: ${OUTCOME_WORDS[outcome]}.` }
}

export function undecide(view: DeskView, id: string): DeskView {
  const decided = view.decided.filter((each) => each !== id)
  const back = changeSeat(view, id, { outcome: null })
  return { ...back, decided, at: back.seats.findIndex(({ item }) => item.id === id), isOver: false, gaps: [] }
}

/** Among what was seen in this sitting; past its ends nothing happens. */
export function moveTo(view: DeskView, step: number): DeskView {
  const at = (view.at < 0 ? view.seats.length : view.at) + step
  return view.seats[at] === undefined ? view : { ...view, at, gaps: [], failure: null }
}

/** Something that is in hand already and was left to look back. */
export function openSeat({ seats }: DeskView): number {
  return seats.findLastIndex(({ outcome }) => outcome === null)
}

/** What the collector found wrong, at the place where it was written; the rest is about the whole. */
export function gapsIn({ errors = [] }: Reason): Gap[] {
  return errors.flatMap(({ pointer, message }) => {
    const [, part = '', ...rest] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const where = rest.join('.')
    if (part === 'correction') return [{ at: part, message: where === '' ? message : `${where}: ${message}` }]
    if (part === 'answers') return [{ at: rest[0] ?? part, message }]
    return part === 'decision' || part === 'note' ? [{ at: part, message }] : []
  })
}
