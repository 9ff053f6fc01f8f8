// Which tasks are monitored, and how each does on every measure there is so far. A row leads to its predictions.
import type { Task } from '@trimtab/contract'
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { filterBy } from '../../api/filters.ts'
import { Moment } from '../../controls/moment.tsx'
import { formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { predictionsHref } from '../../router.ts'
import { type Measure, correctedMeasure, errorMeasure, helpfulMeasure } from './measures.ts'

export function Tasks({ tasks }: { tasks: Task[] }) {
  return (
    <section aria-labelledby="tasks">
      <div class="section-head">
        <h2 id="tasks">Tasks</h2>
        <span class="note">over everything that ever came</span>
      </div>
      <ul class="board">
        {tasks.map((task) => (
          <TaskRow key={task.task} task={task} />
        ))}
      </ul>
    </section>
  )
}

function TaskRow({ task }: { task: Task }) {
  return (
    <li class="task">
      <div>
        <h3>
          <Link href={predictionsHref(filterBy('task', task.task))}>{task.task}</Link>
        </h3>
        <div class="small muted">{task.kind}</div>
      </div>
      <dl>
        <MeasureCell name="Helpful answers" measure={helpfulMeasure(task)} />
        <Cell
          name="Predictions"
          note={
            <>
              since <Moment at={task.firstAt} format={formatMoment} />
            </>
          }
        >
          <span class="figure">{formatCount(task.predictions)}</span>
        </Cell>
        <MeasureCell name="Errors" measure={errorMeasure(task)} />
        <MeasureCell name="Corrected" measure={correctedMeasure(task)} />
        <Cell name="Last seen" note="">
          <span class="seen">
            <Moment at={task.lastAt} format={formatMoment} />
          </span>
        </Cell>
      </dl>
    </li>
  )
}

function MeasureCell({ name, measure }: { name: string; measure: Measure }) {
  return (
    <Cell name={name} note={measure.note}>
      <span class="figure">{measure.figure}</span>
      {measure.unit !== '' && <span class="unit">{measure.unit}</span>}
    </Cell>
  )
}

function Cell({ name, note, children }: { name: string; note: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="cell">
      <dt>{name}</dt>
      <dd>
        <span class="value">{children}</span>
        <span class="note">{note}</span>
      </dd>
    </div>
  )
}
