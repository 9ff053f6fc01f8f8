// A drift report as one page that needs nothing else: to keep, to send, to print. It has no script, asks nobody for
// anything, and says so to the browser, so that nothing in a name could either.

import type { DriftReport, SignalReport, TaskDrift } from '@trimtab/contract/drift'
import { counted, countText, timeText } from '../amounts.ts'
import {
  byTask,
  countStates,
  emptyText,
  markerText,
  referenceText,
  taskSentence,
  type TaskSignals,
} from '../sentences.ts'
import { alarmPart } from './alarm-part.ts'
import { html, type Html, isolated } from './escape.ts'
import { exampleGauge } from './gauge-svg.ts'
import { signalTable, stableWall, stateHtml } from './signal-part.ts'
import { PAGE_POLICY, PAGE_STYLE } from './style.ts'

/** On one page; whoever wants more asks for one task, or for the JSON. */
const ROWS_MAX = 200
const WALL_MAX = 400
const TASKS_MAX = 50
const ALARMS_MAX = 50
const MARKERS_MAX = 20

/** As the policy names it, to the letter. */
const STYLE: Html = { html: `<style>${PAGE_STYLE}</style>` }

interface Shown extends TaskSignals {
  /** Of those that are not stable, and of those that are. */
  rows: readonly SignalReport[]
  wall: readonly SignalReport[]
}

export function reportPage(report: DriftReport, madeAt: string): string {
  const groups = byTask(report)
  const shown = boundedRows(groups.slice(0, TASKS_MAX))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="content-security-policy" content="${PAGE_POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <title>${title(report)} · Trimtab</title>
        ${STYLE}
      </head>
      <body>
        <header>
          <p class="mark">${LOGO} Trimtab <span class="mut">drift report</span></p>
          <h1>${headline(groups)}</h1>
          <p class="lead">
            ${timeText(report.from)} to ${timeText(report.to)}. Made ${timeText(madeAt)}. ${extent(report, shown)}
          </p>
        </header>
        <main>${alarmsSection(report)} ${shown.map((each) => taskSection(each, madeAt))} ${howToRead()}</main>
      </body>
    </html> `.html
}

function title({ tasks }: DriftReport): string {
  return tasks.length === 1 ? `Drift of ${tasks[0]?.task ?? ''}` : 'Drift'
}

/** The matter in one sentence: of the task, or of how many tasks. */
function headline(groups: ReturnType<typeof byTask>): Html {
  const [first] = groups
  if (first === undefined) return html`No task is watched yet.`
  if (groups.length === 1)
    return html`<b>${isolated(first.task.task)}</b> ${taskSentence(countStates(first.signals)).says}.`
  const drifted = groups.filter(({ signals }) => signals.some(({ state }) => state === 'drift'))
  if (drifted.length === 0) return html`None of ${countText(groups.length)} tasks has drifted.`
  return html`${countText(drifted.length)} of ${countText(groups.length)} tasks ${drifted.length === 1 ? 'has' : 'have'}
  drifted.`
}

/** Bounds are of the page: a task with many signals leaves less for those after it. */
function boundedRows(groups: ReturnType<typeof byTask>): Shown[] {
  let [rowsLeft, wallLeft] = [ROWS_MAX, WALL_MAX]
  return groups.map(({ task, signals }) => {
    const rows = signals.filter(({ state }) => state !== 'stable').slice(0, rowsLeft)
    const wall = signals.filter(({ state }) => state === 'stable').slice(0, wallLeft)
    rowsLeft -= rows.length
    wallLeft -= wall.length
    return { task, signals, rows, wall }
  })
}

function extent({ signals, tasks }: DriftReport, shown: readonly Shown[]): string {
  const rows = shown.reduce((sum, group) => sum + group.rows.length + group.wall.length, 0)
  const ofTasks =
    shown.length < tasks.length ? ` of the first ${countText(shown.length)} of ${countText(tasks.length)} tasks` : ''
  if (rows === signals.length) return `All ${counted(rows, 'row')} are shown.`
  return `${countText(rows)} of ${counted(signals.length, 'row')}${ofTasks} are shown, the most harmful first.`
}

function alarmsSection({ alarms }: DriftReport): Html {
  if (alarms.length === 0) return html``
  const left = alarms.length - ALARMS_MAX
  return html`<section class="alarms">
    <h2>${counted(alarms.length, 'open alarm')}</h2>
    ${alarms.slice(0, ALARMS_MAX).map(alarmPart)}
    ${left > 0 ? html`<p class="mut">And ${countText(left)} more.</p>` : ''}
  </section>`
}

function taskSection(shown: Shown, madeAt: string): Html {
  const { task, signals, rows, wall } = shown
  const empty = emptyText(shown, madeAt)
  const { says, why } = taskSentence(countStates(signals))
  const stable = signals.filter(({ state }) => state === 'stable').length
  const left = signals.length - stable - rows.length
  return html`<section class="task">
    <h2>${isolated(task.task)} <span class="says">${says}</span></h2>
    <p class="lead">${why.charAt(0).toUpperCase() + why.slice(1)}</p>
    <p class="mut">
      ${timeText(task.from)} to ${timeText(task.to)}, compared with
      ${isolated(referenceText(task.reference))}.${empty === '' ? '' : ` ${empty}`}${notes(task)}
    </p>
    ${markers(task)} ${signalTable(rows, `Signals of ${task.task}, most harmful first`)}
    ${left > 0 ? html`<p class="mut">And ${countText(left)} more.</p>` : ''} ${stableWall(wall, stable)}
  </section> `
}

function notes({ note, isWhole, signalsLeftOut }: TaskDrift): Html {
  return html`${note === null ? '' : html` ${isolated(note)}`}${isWhole ? '' : ' More has come than is counted yet.'}${
    signalsLeftOut > 0 ? ` ${counted(signalsLeftOut, 'more signal')} of this task are not watched.` : ''
  }`
}

function markers({ markers: all }: TaskDrift): Html {
  if (all.length === 0) return html``
  return html`<ul class="markers">
    ${all
      .slice(-MARKERS_MAX)
      .map(
        (marker) =>
          html`<li>${isolated(markerText(marker))} <span class="mut">since ${timeText(marker.at)}</span></li>`,
      )}
  </ul>`
}

function howToRead(): Html {
  const examples = [
    {
      state: 'stable',
      bar: { low: -0.5, estimate: 0.1, high: 0.7 },
      says: 'wholly inside: proven to be within what is fine',
    },
    { state: 'drift', bar: { low: 2, estimate: 3, high: 4 }, says: 'wholly outside: changed by more than is fine' },
    {
      state: 'unclear',
      bar: { low: 0.4, estimate: 1.2, high: 2 },
      says: 'across an edge: not decided; what would decide is said beside it',
    },
    { state: 'no_data', bar: null, says: 'too few rows to say anything' },
  ] as const
  return html`<section class="how">
    <h2>How to read it</h2>
    <p>
      The shaded band is the tolerance: how large a change of this signal is still fine. The bar is the 95% interval of
      its change against the reference, the notch the estimate, the tick in the middle no change at all. The axis is in
      tolerances, so that all signals compare on one; beyond six of them there is an arrow.
    </p>
    <ul class="legend">
      ${examples.map(({ state, bar, says }) => html`<li>${stateHtml(state, false)} ${exampleGauge(bar, state)} <span>${says}</span></li>`)}
    </ul>
    <p>
      Harm is how much more of what was answered turns out bad by this change alone, in points; a dash where nothing is
      known of it. n is how many rows of the time there are, of how many it is compared with; where rows hang together
      it says how many count as one. q is how surprising the change is after all rows were looked at together. All times
      are UTC.
    </p>
  </section>`
}

const LOGO: Html = html`<svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
  <path class="stem" d="M3 2.5H21V6.9H13.7V21.5H10.3Q8.3 21.5 8.3 19.5V6.9H3Z" />
  <path class="tab" d="M15.3 10.4 20.9 18.6 15.3 21.5Z" />
</svg>`
