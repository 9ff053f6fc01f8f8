// The desk of one reviewer at one queue: has one item in hand, saves what is decided of it and takes the next. The next
// is asked for after this one is saved: to look at an item is to have it in hand, and of each queue one is in hand.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { ReviewDecision, ReviewQueue } from '@trimtab/contract'
import { type Answer, ask, reasonOf } from '../../../api/client.ts'
import { type Page, browserPage } from '../../../api/page.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { gapsOf, inputOf, newDraft, type ReviewDraft } from './review-draft.ts'
import {
  changeSeat,
  decide,
  type DeskView,
  EMPTY_DESK,
  type Failure,
  gapsIn,
  moveTo,
  openSeat,
  type Seat,
  seatItem,
  shownSeat,
  undecide,
} from './seats.ts'
import type { SittingCount } from './sitting-count.ts'

export interface Desk {
  view: ReadonlySignal<DeskView>
  /** Takes the next item in hand, or what is in hand already. */
  next: () => Promise<void>
  /** Keeps what was written, as it is written. */
  write: (draft: ReviewDraft) => void
  save: () => Promise<void>
  /** Leaves it to others. */
  skip: () => Promise<void>
  /** Takes the last decision back and shows it again. */
  undo: () => Promise<void>
  move: (step: number) => void
  /** Asks for the item in hand for longer, where somebody works at it and half of the time is over. */
  renew: () => Promise<void>
}

interface DeskParts {
  queue: Pick<ReviewQueue, 'id' | 'fields' | 'correction' | 'leaseMinutes'>
  reviewer: string
  keeper: DraftKeeper
  count: SittingCount
  page?: Page
}

const MINUTE_MS = 60_000

/** What every act at the desk has in hand. */
interface Hand extends Required<DeskParts> {
  view: Signal<DeskView>
  set: (change: Partial<DeskView>) => void
  /** Before anything was asked for. */
  empty: DeskView
}

export function createDesk({ page = browserPage, ...parts }: DeskParts): Desk {
  const { queue, keeper, count } = parts
  const empty: DeskView = { ...EMPTY_DESK, sittingCount: count.read() }
  const view = signal(empty)
  const set = (change: Partial<DeskView>): void => void (view.value = { ...view.peek(), ...change })
  const hand: Hand = { ...parts, page, view, set, empty }
  let workedAtMs = page.nowMs()

  async function save(): Promise<void> {
    const seat = shownSeat(view.peek())
    if (seat === null) return
    const gaps = gapsOf(seat.draft, seat.item.prediction, queue)
    if (gaps.length > 0) set({ gaps, failure: null })
    else if (begin(hand)) await send(hand, seat, seat.draft.decision ?? 'skipped')
  }

  async function skip(): Promise<void> {
    const seat = shownSeat(view.peek())
    if (seat !== null && begin(hand)) await send(hand, seat, 'skipped')
  }

  function write(draft: ReviewDraft): void {
    const seat = shownSeat(view.peek())
    // It is saved and the next is on its way: a key pressed now was not meant for it, and not for one nobody saw.
    if (seat === null || (seat.outcome !== null && view.peek().isBusy)) return
    workedAtMs = page.nowMs()
    keeper.keep(seat.item.id, draft)
    view.value = { ...changeSeat(view.peek(), seat.item.id, { draft }), gaps: [] }
  }
  return {
    view,
    next: async () => void (begin(hand) && (await take(hand))),
    write,
    save,
    skip,
    undo: () => undo(hand),
    move: (step) => void (view.value = moveTo(view.peek(), step)),
    renew: () => renew(hand, workedAtMs),
  }
}

/** One thing at a time: a second press while the first is under way is none. */
function begin({ view, set, empty }: Hand): boolean {
  const isFree = !view.peek().isBusy || view.peek() === empty
  if (isFree) set({ isBusy: true, failure: null })
  return isFree
}

/** True where there is nothing to complain about. */
function isAnswered<Value>(
  { set }: Hand,
  what: Failure['what'],
  answer: Answer<Value>,
): answer is Extract<Answer<Value>, { kind: 'value' }> {
  const reason = reasonOf(answer)
  if (reason !== null) set({ failure: { what, reason }, gaps: gapsIn(reason), isBusy: false })
  return answer.kind === 'value'
}

async function take(hand: Hand): Promise<void> {
  const { view, set, queue, reviewer, keeper, page } = hand
  const answer = await ask('nextReview', { query: { queue: queue.id, reviewer } })
  if (!isAnswered(hand, 'next', answer)) return
  const { item, progress } = answer.value
  if (item === null) set({ at: -1, isOver: true })
  else {
    const draft = keeper.read(item.id) ?? newDraft(item, queue)
    view.value = seatItem(view.peek(), { item, draft, outcome: null, shownAtMs: page.nowMs(), tookMs: 0 })
  }
  set({ progress, isBusy: false })
}

async function send(hand: Hand, seat: Seat, decision: ReviewDecision): Promise<void> {
  const { view, set, queue, reviewer, keeper, count, page } = hand
  const { id } = seat.item
  const tookMs = page.nowMs() - seat.shownAtMs
  const body =
    decision === 'skipped'
      ? { reviewer, tookMs, decision }
      : inputOf(seat.draft, queue, { reviewer, tookMs, prediction: seat.item.prediction })
  const answer = await ask('saveReview', { path: { id }, body })
  if (!isAnswered(hand, 'save', answer)) return
  keeper.keep(id, null)
  count.change(seat.outcome, decision)
  view.value = decide(view.peek(), id, decision, tookMs)
  set({ progress: answer.value.progress, sittingCount: count.read(), gaps: [] })
  const open = openSeat(view.peek())
  if (open < 0) await take(hand)
  else set({ at: open, isBusy: false })
}

async function undo(hand: Hand): Promise<void> {
  const { view, set, reviewer, keeper, count, page } = hand
  const id = view.peek().decided.at(-1)
  if (id === undefined || !begin(hand)) return
  const answer = await ask('takeBackReview', { path: { id }, query: { reviewer } })
  if (!isAnswered(hand, 'undo', answer)) return
  count.change(view.peek().seats.find(({ item }) => item.id === id)?.outcome ?? null, null)
  view.value = undecide(view.peek(), id)
  const seat = shownSeat(view.peek())
  if (seat !== null) {
    keeper.keep(id, seat.draft)
    view.value = changeSeat(view.peek(), id, { shownAtMs: page.nowMs() - seat.tookMs })
  }
  set({ progress: answer.value.progress, sittingCount: count.read(), isBusy: false, said: 'Taken back.' })
}

async function renew({ view, queue, reviewer, page }: Hand, workedAtMs: number): Promise<void> {
  const seat = shownSeat(view.peek())
  if (seat === null || seat.outcome !== null || view.peek().isBusy) return
  const half = (queue.leaseMinutes * MINUTE_MS) / 2
  const leftMs = Date.parse(seat.item.leasedUntil) - page.nowMs()
  if (leftMs > half || page.nowMs() - workedAtMs > half) return
  const answer = await ask('nextReview', { query: { queue: queue.id, reviewer } })
  // After an undo two are in hand, and this may be the other one.
  if (answer.kind !== 'value' || answer.value.item?.id !== seat.item.id) return
  view.value = changeSeat(view.peek(), seat.item.id, { item: answer.value.item })
}
