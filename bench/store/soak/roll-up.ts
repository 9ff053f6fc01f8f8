// How far counting and indexing are behind while a collector takes all it can, and how long until they have caught up.
import { setTimeout as sleep } from 'node:timers/promises'
import { note } from '../../measure/measurement.ts'
import type { Section } from '../../measure/report.ts'
import type { Busy } from './busy.ts'
import { type Backlog, rateOf, readBacklog } from './sending.ts'

const BETWEEN_MS = 1000
const SHOWN_SECONDS = 10
const CATCH_UP_SECONDS_MAX = 600

interface Moment extends Backlog {
  seconds: number
}

export async function measureRollUp({ collector, sending, seconds }: Busy): Promise<Section> {
  const startMs = performance.now()
  const moments: Moment[] = []
  const look = async (): Promise<Moment> => {
    const moment = { ...(await readBacklog(collector.url)), seconds: (performance.now() - startMs) / 1000 }
    moments.push(moment)
    return moment
  }
  const before = await look()
  const state = { isSending: true }
  const sent = sending.send(seconds).finally(() => (state.isSending = false))
  while (state.isSending) {
    await look()
    await sleep(BETWEEN_MS)
  }
  const perSecond = rateOf(await sent)
  const last = await look()
  const caughtUp = { unfolded: Number.NaN, unsearchable: Number.NaN }
  for (let moment = last; moment.seconds < last.seconds + CATCH_UP_SECONDS_MAX; moment = await look()) {
    for (const name of ['unfolded', 'unsearchable'] as const)
      if (moment[name] === 0 && Number.isNaN(caughtUp[name])) caughtUp[name] = moment.seconds - last.seconds
    if (!Object.values(caughtUp).some(Number.isNaN)) break
    await sleep(BETWEEN_MS)
  }
  note(`caught up: ${JSON.stringify(caughtUp)}`)
  const shown = moments.filter(
    (moment, index) =>
      Math.floor(moment.seconds / SHOWN_SECONDS) !== Math.floor((moments[index - 1]?.seconds ?? -1) / SHOWN_SECONDS),
  )
  const most = (name: 'unfolded' | 'unsearchable'): number => Math.max(...moments.map((moment) => moment[name]))
  const show = (value: number): string =>
    Number.isNaN(value) ? `not within ${CATCH_UP_SECONDS_MAX} s` : `within ${value.toFixed(1)} s`
  return {
    title: 'Counting and indexing beside writing',
    explanation: `Conversations are sent for ${seconds} s as fast as they are taken: ${perSecond.toFixed(0)} predictions a second. At most ${most('unfolded')} were not counted yet and ${most('unsearchable')} were not in the search index yet; after the end all were counted ${show(caughtUp.unfolded)} and indexed ${show(caughtUp.unsearchable)}. What is not indexed is found all the same, by reading it.`,
    columns: ['Second', 'Stored', 'Not counted yet', 'Not indexed yet'],
    rows: shown.map((moment) =>
      [Math.round(moment.seconds), moment.predictions - before.predictions, moment.unfolded, moment.unsearchable].map(
        String,
      ),
    ),
  }
}
