// How good a task is by all who rate it, each by itself: users with how many of them answer, reviewers, and judges set
// right by people.
import { type Quality, type QualityGroup, type Slice, SLICES, type Task } from '@trimtab/contract'
import { useLocation, useSearch } from 'wouter-preact'
import { ask } from '../../../api/client.ts'
import { useOnce } from '../../../api/use-once.ts'
import { Failure } from '../../../controls/failure.tsx'
import { Picker } from '../../../controls/picker.tsx'
import { formatCount, formatPercent } from '../../../format/number.ts'
import { qualityHref } from '../../../router.ts'
import { RatioEstimate, ShareEstimate } from '../estimate.tsx'
import { FigureTable } from '../figure-table.tsx'
import { AGREEMENT_NEEDS, PART_NEEDS, RATE_NEEDS } from '../needs.ts'
import { RawMean } from '../raw-mean.tsx'
import { SLICE_NAMES } from '../slice-names.ts'
import { Warnings } from '../warnings.tsx'

export function QualityPage({ tasks }: { tasks: readonly Task[] }) {
  const [, navigate] = useLocation()
  const search = new URLSearchParams(useSearch())
  const task = search.get('task') ?? tasks[0]?.task ?? null
  const by = SLICES.find((slice) => slice === search.get('by')) ?? null
  if (task === null) return <p class="desk-wait muted">No prediction has arrived yet.</p>
  const names = [...new Set([task, ...tasks.map((each) => each.task)])]
  return (
    <>
      <div class="quality-pickers">
        <Picker
          label="Task"
          value={task}
          options={names.map((name) => ({ value: name, label: name }))}
          onPick={(next) => navigate(qualityHref(next, by))}
        />
        <Picker
          label="Taken apart by"
          value={by ?? ''}
          options={[
            { value: '', label: 'Not taken apart' },
            ...SLICES.map((slice) => ({ value: slice, label: `By ${SLICE_NAMES[slice]}` })),
          ]}
          onPick={(next) => navigate(qualityHref(task, next || null))}
        />
        <span class="note">the last 30 days</span>
      </div>
      <QualityOf key={`${task} ${by}`} task={task} by={by} />
    </>
  )
}

function QualityOf({ task, by }: { task: string; by: Slice | null }) {
  const query = by === null ? { task } : { task, by }
  const { value, whyNot, again } = useOnce(JSON.stringify(query), () => ask('readQuality', { query }))
  if (whyNot !== null) return <Failure what="The quality of this task" reason={whyNot} onRetry={again} />
  if (value === null) return <p class="desk-wait muted">Adding up what was said.</p>
  return (
    <>
      <Warnings sentences={value.warnings.map(({ text }) => text)} />
      <Rates quality={value} />
      <Judges quality={value} />
    </>
  )
}

function groupsOf({ by, total, groups }: Quality): { name: string; group: QualityGroup }[] {
  const parts = by === null ? [] : groups.map((group) => ({ name: group.name ?? `no ${SLICE_NAMES[by]}`, group }))
  return [{ name: 'All', group: total }, ...parts]
}

function Rates({ quality }: { quality: Quality }) {
  return (
    <section aria-labelledby="rates">
      <div class="section-head">
        <h2 id="rates">Said good</h2>
        {!quality.isWhole && <span class="note">the newest are not in yet</span>}
      </div>
      <FigureTable
        label="Said good"
        heads={[
          quality.by === null ? 'Of' : SLICE_NAMES[quality.by],
          'Predictions',
          'Rated by users',
          'Users',
          'Reviewers',
          'Users agree with reviewers, κ',
        ]}
        rows={groupsOf(quality).map(({ name, group }) => ({
          key: name,
          cells: [
            name,
            formatCount(group.predictions),
            group.response === null ? '–' : formatPercent(group.response.value),
            <ShareEstimate estimate={group.users} needs={RATE_NEEDS} has={group.users?.count ?? 0} />,
            <ShareEstimate estimate={group.reviewers} needs={RATE_NEEDS} has={group.reviewers?.count ?? 0} />,
            <RatioEstimate
              estimate={group.agreement?.kappa ?? null}
              needs={AGREEMENT_NEEDS}
              has={group.agreement?.items ?? 0}
            />,
          ],
        }))}
      />
    </section>
  )
}

function Judges({ quality }: { quality: Quality }) {
  const rows = groupsOf(quality).flatMap(({ name, group }) =>
    group.judges.map(({ judge, raw, corrected, kappa, both }) => ({
      key: `${name} ${judge}`,
      cells: [
        name === 'All' ? judge : `${judge}, ${name}`,
        <RawMean raw={raw} />,
        <RatioEstimate estimate={corrected} needs={PART_NEEDS} has={both} />,
        <RatioEstimate estimate={kappa} needs={AGREEMENT_NEEDS} has={both} />,
      ],
    })),
  )
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="quality-judges">
      <div class="section-head">
        <h2 id="quality-judges">Judges</h2>
        <span class="note">set right by what people said of the same predictions</span>
      </div>
      <FigureTable label="Judges" heads={['Judge', 'Says', 'Set right', 'κ with people']} rows={rows} />
    </section>
  )
}
