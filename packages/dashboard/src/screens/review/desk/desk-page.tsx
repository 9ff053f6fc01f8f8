// One item a screen: why it is here, what was said, what it should have been, and what is thought of it. Everything can
// be done without a mouse.
import type { CorrectionRule, ReviewQueueWithProgress } from '@trimtab/contract'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useKeys } from '../../../controls/keyboard.ts'
import { AllKeys, KeyLine } from './all-keys.tsx'
import { type CorrectionDraft, labelsOf, originalOf } from './correction.ts'
import { createDesk, type Desk } from './desk.ts'
import { DeskBar } from './desk-bar.tsx'
import { DeskFailure } from './desk-failure.tsx'
import { DeskItem } from './desk-item.tsx'
import { DeskSide } from './desk-side.tsx'
import { createDraftKeeper } from './draft-keeper.ts'
import { EDITOR_ID, NOTE_ID } from './editor-id.ts'
import { LeaseNote } from './lease-note.tsx'
import { NothingLeft } from './nothing-left.tsx'
import { withAnswer, withCorrection } from './review-draft.ts'
import { type Choice, type FieldWithChoices, withKeys } from './rubric-keys.ts'
import { judgementsOf } from './judgement.tsx'
import { type Seat, shownSeat } from './seats.ts'
import { createSittingCount } from './sitting-count.ts'

interface DeskPageProps {
  queue: ReviewQueueWithProgress
  reviewer: string
  onRename: () => void
}

export function DeskPage({ queue, reviewer, onRename }: DeskPageProps) {
  const desk = useDesk(queue, reviewer)
  const [isShowingKeys, setIsShowingKeys] = useState(false)
  const view = desk.view.value
  const seat = shownSeat(view)
  const hasCorrections = queue.correction !== null
  const { fields, labels } = useMemo(
    () => withKeys(queue.fields, labelsAt(queue.correction, seat)),
    [queue.updatedAt, seat?.item.id],
  )
  const write = (correction: CorrectionDraft, original: CorrectionDraft): void => {
    if (seat !== null && queue.correction !== null)
      desk.write(withCorrection(seat.draft, correction, { original, form: queue.correction.form }))
  }
  useDeskKeys(desk, { fields, labels, hasCorrections }, write, () => setIsShowingKeys(true))
  const item = useFocusOnNew(seat?.item.id)
  const next = (): void => void desk.next()
  const again = { next, save: () => void desk.save(), undo: () => void desk.undo() }
  return (
    <>
      <DeskBar view={view} onUndo={again.undo} />
      <p class="unseen" role="status">
        {view.said}
      </p>
      {view.failure !== null && view.gaps.length === 0 && (
        <DeskFailure
          failure={view.failure}
          reviewer={reviewer}
          onAgain={again[view.failure.what]}
          onNext={next}
          onRename={onRename}
        />
      )}
      {seat !== null && (
        <>
          {seat.outcome === null && <LeaseNote leasedUntil={seat.item.leasedUntil} onRenew={() => void desk.renew()} />}
          <article class="desk" aria-label="What is reviewed" aria-busy={view.isBusy} tabIndex={-1} ref={item}>
            <DeskItem
              key={seat.item.id}
              item={seat.item}
              queue={queue}
              draft={seat.draft}
              labels={labels}
              gaps={view.gaps}
              onWrite={write}
              onSave={again.save}
            />
            <DeskSide
              queue={queue}
              fields={fields}
              draft={seat.draft}
              reviewer={reviewer}
              gaps={view.gaps}
              isBusy={view.isBusy}
              isAgain={seat.outcome !== null}
              onDraft={desk.write}
              onSave={again.save}
              onSkip={() => void desk.skip()}
            />
          </article>
          <KeyLine fields={fields} labels={labels} hasCorrections={hasCorrections} />
        </>
      )}
      {seat === null && view.isBusy && <p class="desk-wait muted">Taking the next one.</p>}
      {seat === null && view.isOver && <NothingLeft queue={queue} sittingCount={view.sittingCount} />}
      {isShowingKeys && (
        <AllKeys
          fields={fields}
          labels={labels}
          hasCorrections={hasCorrections}
          onClose={() => setIsShowingKeys(false)}
        />
      )}
    </>
  )
}

function useDesk(queue: ReviewQueueWithProgress, reviewer: string): Desk {
  const desk = useMemo(
    () =>
      createDesk({
        queue,
        reviewer,
        keeper: createDraftKeeper(reviewer),
        count: createSittingCount({ queue: queue.id, reviewer }),
      }),
    [queue.id, queue.updatedAt, reviewer],
  )
  useEffect(() => void desk.next(), [desk])
  // Something came, or somebody let go of something.
  const { open, leased } = queue.progress
  useEffect(() => {
    if (desk.view.peek().isOver) void desk.next()
  }, [open, leased])
  return desk
}

function labelsAt(rule: CorrectionRule | null, seat: Seat | null): string[] {
  if (rule?.form !== 'label' || seat === null) return []
  return labelsOf(seat.item.prediction, rule)
}

interface Answers {
  fields: readonly FieldWithChoices[]
  labels: readonly Choice[]
  hasCorrections: boolean
}

function useDeskKeys(
  desk: Desk,
  { fields, labels, hasCorrections }: Answers,
  onWrite: (correction: CorrectionDraft, original: CorrectionDraft) => void,
  onAllKeys: () => void,
): void {
  const seat = shownSeat(desk.view.value)
  const focus = (id: string): void => document.getElementById(id)?.focus()
  const judge = judgementsOf(hasCorrections).map(({ key, decision }) => [
    key,
    () => seat !== null && desk.write({ ...seat.draft, decision }),
  ])
  const answer = fields.flatMap(({ field, choices }) =>
    choices.flatMap(({ key, value }) =>
      key === null ? [] : [[key, () => seat !== null && desk.write(withAnswer(seat.draft, field, value))]],
    ),
  )
  const correct = labels.flatMap(({ key, name }) =>
    key === null ? [] : [[key, () => seat !== null && onWrite(name, originalOf(seat.item.prediction, 'label'))]],
  )
  useKeys({
    ...(Object.fromEntries([...judge, ...answer, ...correct]) as { [key: string]: () => void }),
    e: () => focus(EDITOR_ID),
    n: () => focus(NOTE_ID),
    enter: () => void desk.save(),
    s: () => seat?.outcome === null && void desk.skip(),
    u: () => void desk.undo(),
    arrowleft: () => desk.move(-1),
    arrowright: () => desk.move(1),
    '?': onAllKeys,
  })
}

/** A new item starts at its top, for the eye and for a screen reader; keys work at once. */
function useFocusOnNew(id: string | undefined) {
  const article = useRef<HTMLElement>(null)
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (id === undefined || id === shown.current) return
    const isFirst = shown.current === undefined
    shown.current = id
    if (isFirst) return
    window.scrollTo(0, 0)
    article.current?.focus({ preventScroll: true })
  }, [id])
  return article
}
