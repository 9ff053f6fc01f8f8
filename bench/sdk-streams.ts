// What becomes of answers that end in other ways than read to their end: does the client still work as the plain one
// does, is the call recorded, does the provider learn that nobody listens any more?
import { markPattern } from './apps/conversation.ts'
import type { StreamFigures, StreamOptions } from './apps/stream-app.ts'
import { catalogue, describeVersions, PLAIN } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { ANSWER_MARK } from './servers/canned-answers.ts'
import type { SlowStream } from './servers/provider.ts'
import type { Count } from './servers/sink.ts'
import { type RunningServer, startServer } from './servers/start-server.ts'

interface Observation extends StreamFigures {
  isRecorded: boolean
  hasText: boolean
  isProviderStopped: boolean
}

interface Row {
  title: string
  probe: string
  holds: (observation: Observation) => boolean
  /** Also says something about the plain client. */
  isOfPlain: boolean
}

const rows: Row[] = [
  works('`create(…).withResponse()` works', 'withResponse'),
  works('`chat.completions.parse()` works', 'parse'),
  recorded('… and is recorded', 'parse'),
  works('`chat.completions.stream()` works', 'helper'),
  recorded('… and is recorded', 'helper'),
  works('A stream that is read to its end gives every chunk', 'drained'),
  recorded('… and is recorded, with its text', 'drained', true),
  works('`controller`, `tee()` and `toReadableStream()` are kept', 'kept'),
  works('both branches of `tee()` get every chunk', 'tee'),
  recorded('… and the call is recorded, with its text', 'tee', true),
  works('`toReadableStream()` gives every chunk', 'toReadableStream'),
  recorded('… and the call is recorded, with its text', 'toReadableStream', true),
  recorded('The reader breaks off: recorded', 'break'),
  recorded('… with the text so far', 'break', true),
  { title: '… and the provider is stopped', probe: 'break', holds: (seen) => seen.isProviderStopped, isOfPlain: true },
  works('`controller.abort()` ends the loop', 'abort'),
  recorded('… recorded', 'abort'),
  { title: '… and the provider is stopped', probe: 'abort', holds: (seen) => seen.isProviderStopped, isOfPlain: true },
  works('The network fails mid-stream: the caller sees the error', 'cut'),
  recorded('… recorded', 'cut'),
  recorded('… with the text so far', 'cut', true),
  works('The provider refuses (429): the caller sees its error', 'refused'),
  recorded('… recorded', 'refused'),
  recorded('An iterator that is forgotten half-way: recorded', 'abandoned'),
]

function works(title: string, probe: string): Row {
  return { title, probe, holds: (seen) => seen.works, isOfPlain: true }
}

function recorded(title: string, probe: string, isTextAsked = false): Row {
  const holds = (seen: Observation): boolean => seen.isRecorded && (seen.hasText || !isTextAsked)
  return { title, probe, holds, isOfPlain: false }
}

interface Servers {
  sink: RunningServer
  provider: RunningServer
}

async function observe(contestant: string, probe: string, { sink, provider }: Servers): Promise<Observation> {
  await sink.ask('reset')
  const figures = await runApp<StreamFigures>('stream-app.ts', {
    contestant,
    probe,
    providerUrl: provider.url,
    sinkUrl: sink.url,
  } satisfies StreamOptions)
  const calls = (await sink.ask('count', { pattern: markPattern('call') })) as Count
  const endPattern = catalogue.find(({ name }) => name === contestant)?.endPattern ?? markPattern('call')
  const ends = (await sink.ask('count', { pattern: endPattern })) as Count
  const answers = (await sink.ask('count', { pattern: ANSWER_MARK })) as Count
  const slow = (await provider.ask('slowStream')) as SlowStream | undefined
  return {
    ...figures,
    isRecorded: calls.distinct === 1 && ends.total > 0,
    hasText: answers.total > 0,
    isProviderStopped: slow !== undefined && slow.eventsWritten < slow.eventCount,
  }
}

type Observations = Map<string, Observation>

function toCell(row: Row, name: string, seen: Observations): string {
  if (name === PLAIN && !row.isOfPlain) return ''
  const observation = seen.get(row.probe)
  return observation && row.holds(observation) ? 'yes' : '**no**'
}

export const measureStreams: Measurement = async ({ only }) => {
  const names = catalogue
    .filter(({ isLocal }) => isLocal !== true)
    .map(({ name }) => name)
    .filter((name) => only?.includes(name) ?? true)
  const servers = { sink: await startServer('sink.ts'), provider: await startServer('provider.ts') }
  const probes = [...new Set(rows.map(({ probe }) => probe))]
  const observations = new Map<string, Observations>()
  for (const name of names) {
    const seen: Observations = new Map()
    for (const probe of probes) seen.set(probe, await observe(name, probe, servers))
    observations.set(name, seen)
    const problems = [...seen].filter(([, { problem }]) => problem !== '')
    note(`${name}: ${problems.map(([probe, { problem }]) => `${probe}: ${problem}`).join('; ') || 'seen'}`)
  }
  await Promise.all([servers.sink.stop(), servers.provider.stop()])
  const columns = names.map((name) => ({ name, seen: observations.get(name) ?? new Map<string, Observation>() }))
  writeReport({
    name: 'sdk-streams',
    title: 'What becomes of streams',
    versions: describeVersions(),
    introduction:
      'One process for each contestant and each row, against a provider on this machine. "Recorded" means that after a flush the call has arrived at the sink, as one that has ended; "with its text", that what the model said has arrived too.',
    sections: [
      {
        title: 'Passed or not',
        columns: ['', ...names],
        rows: [
          ...rows.map((row) => [row.title, ...columns.map(({ name, seen }) => toCell(row, name, seen))]),
          [
            'Unhandled rejections in all of these',
            ...columns.map(({ seen }) =>
              String([...seen.values()].reduce((sum, one) => sum + one.unhandledRejections, 0)),
            ),
          ],
        ],
      },
    ],
  })
}
