// A drift report for a terminal: of each task what is the matter in one sentence, its signals, and what is open.

import type { Alarm, DriftReport, TaskDrift } from '@trimtab/contract/drift'
import { counted, timeText } from '../amounts.ts'
import {
  byTask,
  countStates,
  emptyText,
  markerText,
  referenceText,
  taskSentence,
  type TaskSignals,
} from '../sentences.ts'
import { AXIS } from './gauge-line.ts'
import { signalRows } from './signal-rows.ts'
import { fit, paint, type Terminal, wrap } from './terminal.ts'

/** Of one task: more than that nobody reads in a terminal, and all of it is in the JSON. */
const ROWS_MAX = 60
const ALARMS_MAX = 20
const MARKERS_MAX = 5

export function reportText(report: DriftReport, terminal: Terminal, madeAt: string): string {
  if (report.tasks.length === 0) return 'No task is watched yet: nothing was stored that could be compared.'
  const parts = byTask(report).map((each) => taskText(each, terminal, madeAt))
  const hasPlot = report.signals.length > 0
  return [...parts, alarmsText(report.alarms, terminal), ...(hasPlot ? [legend(terminal)] : [])]
    .filter((part) => part !== '')
    .join('\n\n')
}

function taskText(each: TaskSignals, terminal: Terminal, madeAt: string): string {
  const { task, signals } = each
  const empty = emptyText(each, madeAt)
  const { says, why } = taskSentence(countStates(signals))
  const say = (text: string): string => wrap(fit(text, terminal), terminal.columns)
  const shown = signals.slice(0, ROWS_MAX)
  const rest = signals.length - shown.length
  return [
    paint(say(`${task.task} ${says}: ${why}`), 'strong', terminal),
    ...[...againstText(task), ...(empty === '' ? [] : [empty])].map((line) => paint(say(line), 'faint', terminal)),
    ...(shown.length === 0 ? [] : ['', ...signalRows(shown, terminal)]),
    ...(rest > 0 ? [say(`${counted(rest, 'more row')}; --json prints all of them.`)] : []),
    ...(task.signalsLeftOut > 0
      ? [
          say(
            `${counted(task.signalsLeftOut, 'more signal')} of this task ${task.signalsLeftOut === 1 ? 'is' : 'are'} not watched.`,
          ),
        ]
      : []),
  ].join('\n')
}

function againstText({ from, to, reference, note, isWhole, markers }: TaskDrift): string[] {
  const shown = markers.slice(-MARKERS_MAX)
  return [
    `${timeText(from)} to ${timeText(to)}, compared with ${referenceText(reference)}.`,
    ...(note === null ? [] : [note]),
    ...(isWhole ? [] : ['More has come than is counted yet.']),
    ...shown.map((marker) => `Since ${timeText(marker.at)}: ${markerText(marker)}.`),
  ]
}

function alarmsText(alarms: readonly Alarm[], terminal: Terminal): string {
  if (alarms.length === 0) return ''
  const shown = alarms.slice(0, ALARMS_MAX)
  const rest = alarms.length - shown.length
  const lines = shown.map((alarm) => wrap(fit(alarmText(alarm), terminal), terminal.columns, '  '))
  const more = rest > 0 ? [`${counted(rest, 'more alarm')}; --json prints all of them.`] : []
  return [paint(`${counted(alarms.length, 'open alarm')}:`, 'strong', terminal), ...lines, ...more].join('\n')
}

function alarmText({ id, task, summary, openedAt, beganAt, state, acknowledgedBy }: Alarm): string {
  const taken = state === 'acknowledged' ? `, taken${acknowledgedBy === null ? '' : ` by ${acknowledgedBy}`}` : ''
  const began = beganAt === null ? '' : ` Began ${timeText(beganAt.from)} to ${timeText(beganAt.to)}.`
  return `${task}: ${summary.replaceAll('`', '')}${began} Open since ${timeText(openedAt)}${taken}. ${id}`
}

function legend(terminal: Terminal): string {
  const { isUnicode } = terminal
  const [band, bar, estimate] = isUnicode ? ['│░░│', '━', '◆'] : ['|::|', '=', '#']
  const text =
    `${band} is what is fine, ${bar} the 95% interval of the change, ${estimate} the estimate, from −${AXIS} to ${AXIS} tolerances. ` +
    'Wholly outside: drift. Wholly inside: proven stable. Across an edge: not decided; what would decide is said beside it. ' +
    `n is of rows now and compared with; ${isUnicode ? '÷' : '/'}3 where so many count as one. Numbers are medians where nothing else is said.`
  return paint(wrap(fit(text, terminal), terminal.columns), 'faint', terminal)
}
