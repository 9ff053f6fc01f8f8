// The signals of a task on the page: what is not stable as a table, and what is proven stable as a wall.

import type { DriftState, SignalReport } from '@trimtab/contract/drift'
import {
  counted,
  countText,
  dependenceText,
  effectText,
  figureText,
  harmText,
  intervalText,
  qText,
  rowsText,
} from '../amounts.ts'
import { gaugeOf } from '../gauge.ts'
import { needsText, STATE_WORDS, subjectText } from '../sentences.ts'
import { html, type Html, isolated } from './escape.ts'
import { gaugeSvg, stateSvg } from './gauge-svg.ts'

export function stateHtml(state: DriftState, isDown: boolean): Html {
  return html`<span class="st ${state}">${stateSvg(state, isDown)}${STATE_WORDS[state]}</span>`
}

export function signalTable(signals: readonly SignalReport[], name: string): Html {
  if (signals.length === 0) return html``
  return html`<table class="signals">
    <caption>
      ${name}
    </caption>
    <thead>
      <tr>
        <th scope="col">State</th>
        <th scope="col">Signal</th>
        <th scope="col">Reference → now</th>
        <th scope="col">Effect, in tolerances</th>
        <th scope="col" class="r">Harm, points</th>
        <th scope="col" class="r">n</th>
      </tr>
    </thead>
    <tbody>
      ${signals.map(signalRow)}
    </tbody>
  </table>`
}

function signalRow(report: SignalReport): Html {
  const { state, group, harm, reason } = report
  const needs = needsText(report)
  // Of what else is wanting the reason itself says how much.
  const isSaid = state === 'no_data' || report.rowsNeeded === null || needs === ''
  const why = [
    ...(isSaid ? [] : [`${needs.charAt(0).toUpperCase()}${needs.slice(1)}.`]),
    ...(reason === null ? [] : [reason]),
  ]
  const dependence = dependenceText(report)
  return html`<tr>
    <td class="state">${stateHtml(state, gaugeOf(report).isDown)}</td>
    <th scope="row" class="name">
      <b>${isolated(subjectText(report))}</b>
      <span class="mut">${group}</span
      >${why.length === 0 ? '' : html`<span class="why">${isolated(why.join(' '))}</span>`}
    </th>
    <td class="figures">${figures(report)}</td>
    <td class="gauge">${gaugeSvg(report)}</td>
    <td class="r harm"><span class="key">Harm </span>${harmText(harm)}</td>
    <td class="r mut n">
      <span class="key">n </span
      >${rowsText(report)}${dependence === '' ? '' : html`<span class="why">${dependence} count as one</span>`}
    </td>
  </tr> `
}

function figures({ was, now, effect, test }: SignalReport): Html {
  const q = test === null ? '' : `; q ${qText(test.qValue)}`
  const change = effect === null ? '' : `${effectText(effect)}, ${intervalText(effect)}${q}`
  if (was === null || now === null) return html`${change === '' ? '–' : change}`
  const said = was.name === now.name ? now.name : `${was.name} → ${now.name}`
  return html`<b>${figureText(was)} → ${figureText(now)}</b> <span class="mut">${isolated(said)}</span
    ><span class="why">${change}</span>`
}

/** Each by its name alone: that it is proven is all there is to say. */
export function stableWall(signals: readonly SignalReport[], total: number): Html {
  if (total === 0) return html``
  const left = total - signals.length
  return html`<h3>
      ${counted(total, 'row')} proven stable <span class="mut">each wholly within its tolerance, not just silent</span>
    </h3>
    <ul class="wall">
      ${signals.map(stableItem)}
    </ul>
    ${left > 0 ? html`<p class="mut">And ${countText(left)} more.</p>` : ''}`
}

function stableItem(report: SignalReport): Html {
  const { now } = report
  return html`<li>
    <span class="name">${isolated(subjectText(report))}</span
    ><span class="mut">${now === null ? '' : `${now.name === 'median' ? 'median ' : ''}${figureText(now)}`}</span
    >${gaugeSvg(report)}
  </li> `
}
