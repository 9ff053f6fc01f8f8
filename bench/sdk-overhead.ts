// What watching a call costs beside the plain client: processor time of all threads until everything has been
// delivered, and the time the caller waits. Every contestant in a process of its own, in turn, round after round.
import type { OverheadFigures, OverheadOptions } from './apps/overhead-app.ts'
import { markPattern } from './apps/conversation.ts'
import { catalogue, describeVersions, PLAIN, TRIMTAB } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { type Section, writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { showSpread, type Spread, summarise } from './measure/statistics.ts'
import { ANSWER_MARK } from './servers/canned-answers.ts'
import type { Count } from './servers/sink.ts'
import { type RunningServer, startServer } from './servers/start-server.ts'

const ROUNDS_DEFAULT = 7
/** Until the compiler has done with what is called often. */
const WARM_UP_COUNT = 2000

interface Workload {
  title: string
  way: string
  callCount: number
  isOffline: boolean
}

const workloads: Workload[] = [false, true].flatMap((isOffline) => {
  const where = isOffline ? 'answers from memory' : 'over HTTP'
  return [
    { title: `Not streamed, ${where}`, way: 'whole', callCount: 2000, isOffline },
    { title: `20 chunks, ${where}`, way: 'chunks-20', callCount: 1000, isOffline },
    { title: `200 chunks, ${where}`, way: 'chunks-200', callCount: 300, isOffline },
  ]
})

/** One contestant in one round. */
interface Sample extends OverheadFigures {
  /** How many of the calls arrived at the sink, and how many answers. */
  delivered: number
  answers: number
  requests: number
}

function warmUpCountOf(callCount: number): number {
  return Math.min(WARM_UP_COUNT, 2 * callCount)
}

interface Servers {
  sink: RunningServer
  provider: RunningServer
}

async function takeSample(contestant: string, workload: Workload, { sink, provider }: Servers): Promise<Sample> {
  await sink.ask('reset')
  const isLocal = catalogue.find(({ name }) => name === contestant)?.isLocal ?? false
  const figures = await runApp<OverheadFigures>('overhead-app.ts', {
    contestant,
    way: workload.way,
    callCount: workload.callCount,
    warmUpCount: warmUpCountOf(workload.callCount),
    providerUrl: provider.url,
    sinkUrl: isLocal ? sink.url : sink.networkUrl,
    isOffline: workload.isOffline,
  } satisfies OverheadOptions)
  const calls = (await sink.ask('count', { pattern: markPattern('call') })) as Count
  const answers = (await sink.ask('count', { pattern: ANSWER_MARK })) as Count
  return { ...figures, delivered: calls.distinct, answers: answers.total, requests: calls.requests }
}

type Samples = Map<string, Sample[]>

async function measureWorkload(
  workload: Workload,
  names: string[],
  plan: Servers & { rounds: number },
): Promise<Samples> {
  const samples: Samples = new Map(names.map((name) => [name, []]))
  for (let round = 0; round < plan.rounds; round += 1) {
    note(`${workload.title}: round ${round + 1} of ${plan.rounds}`)
    // Nobody always comes first.
    const order = names.map((_, index) => names[(index + round) % names.length] ?? PLAIN)
    for (const name of order) samples.get(name)?.push(await takeSample(name, workload, plan))
  }
  return samples
}

/** Against the plain client in the same round. */
function added(samples: Samples, name: string, figure: keyof OverheadFigures): Spread {
  const plain = samples.get(PLAIN) ?? []
  return summarise((samples.get(name) ?? []).map((sample, round) => sample[figure] - (plain[round]?.[figure] ?? 0)))
}

function toSection(workload: Workload, samples: Samples): Section {
  const ours = added(samples, TRIMTAB, 'cpuUsPerCall').median
  const rows = [...samples.keys()].map((name) => toRow(name, { workload, samples, ours }))
  return {
    title: workload.title,
    columns: [
      'Client',
      'CPU per call, µs',
      'Added CPU, µs',
      'Added CPU, times ours',
      'Added on the main thread, µs',
      'Added wall, µs',
      'Requests per 1,000 calls',
      'Delivered',
    ],
    rows,
  }
}

function toRow(name: string, about: { workload: Workload; samples: Samples; ours: number }): string[] {
  const { workload, samples, ours } = about
  const absolute = showSpread(summarise((samples.get(name) ?? []).map((sample) => sample.cpuUsPerCall)), 0)
  if (name === PLAIN) return [name, absolute, '0', '', '0', '0', '', '']
  const cpu = added(samples, name, 'cpuUsPerCall')
  return [
    name,
    absolute,
    showSpread(cpu, 0),
    (cpu.median / ours).toFixed(2),
    showSpread(added(samples, name, 'threadUsPerCall'), 0),
    showSpread(added(samples, name, 'wallUsPerCall'), 0),
    describeRequests(samples.get(name) ?? [], workload),
    describeDelivery(samples.get(name) ?? [], workload),
  ]
}

/** Those of the warm-up are among them, and its calls too. */
function describeRequests(samples: Sample[], { callCount }: Workload): string {
  const { median } = summarise(samples.map(({ requests }) => requests))
  return ((median * 1000) / (callCount + warmUpCountOf(callCount))).toFixed(0)
}

/** Of the worst round. */
function describeDelivery(samples: Sample[], { callCount }: Workload): string {
  const delivered = Math.min(...samples.map((sample) => sample.delivered))
  const hasAnswers = samples.every((sample) => sample.answers >= callCount)
  const calls = delivered === callCount ? 'all' : `${delivered} of ${callCount}`
  return hasAnswers ? calls : `${calls}, answers missing`
}

export const measureOverhead: Measurement = async ({ rounds = ROUNDS_DEFAULT, only }) => {
  const names = catalogue.map(({ name }) => name).filter((name) => name === PLAIN || (only?.includes(name) ?? true))
  const sink = await startServer('sink.ts')
  const provider = await startServer('provider.ts')
  const sections: Section[] = []
  for (const workload of workloads) {
    sections.push(toSection(workload, await measureWorkload(workload, names, { sink, provider, rounds })))
  }
  await Promise.all([sink.stop(), provider.stop()])
  writeReport({
    name: 'sdk-overhead',
    title: 'What watching a call costs',
    versions: describeVersions(),
    introduction: `Median and quartiles of ${rounds} rounds, each contestant in a process of its own, in turn; what is added is added to the plain client in the same round. CPU is user and system time of all threads until everything has been delivered; wall is what the caller waits. A call asks with 3 kB of messages and gets 0.7 kB, or a stream. "Answers from memory" leaves out the network, and with it most of the noise. "Delivered" is counted at the sink, which has an address of the network; for trimtab-local it is on the same machine, for which the SDK does not compress.`,
    sections,
  })
}
