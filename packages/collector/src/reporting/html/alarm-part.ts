// Alarms on the page, each with what happened when: hatched when it began, a diamond for the alarm, a ring where somebody
// did something.

import type { Alarm, AlarmEvent } from '@trimtab/contract/drift'
import { timeText } from '../amounts.ts'
import { eventText } from '../sentences.ts'
import { html, type Html, isolated } from './escape.ts'

export function alarmPart(alarm: Alarm): Html {
  const { summary, task, state, beganAt, events, id } = alarm
  return html`<article class="alarm">
    <h3><span class="flag ${state}">${state}</span> ${isolated(summary.replaceAll('`', ''))}</h3>
    <p class="mut">${isolated(task)}, alarm ${isolated(id)}</p>
    <ol class="times">
      ${beganAt === null ? '' : html`<li class="began"><b>Began</b> ${timeText(beganAt.from)} to ${timeText(beganAt.to)}</li>`}
      ${events.map((event) => eventItem(event, alarm))}
    </ol>
  </article> `
}

function eventItem(event: AlarmEvent, alarm: Alarm): Html {
  const { note, at, kind } = event
  return html`<li class="${kind}">
    <b>${isolated(eventText(event, alarm))}</b>
    ${timeText(at)}${note === null || note === '' ? '' : html`<q>${isolated(note)}</q>`}
  </li> `
}
