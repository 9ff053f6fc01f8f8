// Where in the form something is wrong, by what the collector says of it. Pure.
import type { Reason } from '../../../api/client.ts'
import { chosenRules, type QueueDraft } from './queue-draft.ts'

export interface Mistakes {
  /** By the member of the queue: `name`, `perDay`; of a list by its place: `fields.0.question`. */
  at: (place: string) => string | null
  /** What belongs to no field that is shown. */
  rest: string[]
}

/** Members of a queue that have a field in the form. */
const SHOWN =
  /^(name|task|rules|perDay|since|guidelines|fields|correction|reviewers|reviewersPerItem|overlapShare|leaseMinutes)(\.|$)/

export function mistakesOf(reason: Reason | null, draft: QueueDraft): Mistakes {
  const found = (reason?.errors ?? []).map(({ pointer, message }) => ({ place: placeOf(pointer, draft), message }))
  if (reason?.code === 'queue.name_taken') found.push({ place: 'name', message: 'is the name of another queue' })
  const isElsewhere = found.length === 0 && reason !== null
  return {
    at: (place) => {
      const said = found.filter((each) => each.place === place || each.place.startsWith(`${place}.`))
      return said.length === 0 ? null : said.map(({ message }) => message).join('; ')
    },
    rest: [
      ...(isElsewhere ? [reason.detail] : []),
      ...found.filter(({ place }) => !SHOWN.test(place)).map(({ place, message }) => `${place} ${message}`.trim()),
    ],
  }
}

/** Rules that are off are not sent, so the places of the others move. */
function placeOf(pointer: string, draft: QueueDraft): string {
  const [member = '', place, ...rest] = pointer.split('/').slice(1)
  if (member !== 'rules' || place === undefined)
    return [member, ...(place === undefined ? [] : [place]), ...rest].join('.')
  const rule = chosenRules(draft)[Number(place)]
  return ['rules', rule === undefined ? place : draft.rules.indexOf(rule), ...rest].join('.')
}
