// `npm run bench -- NAME [options]`: one measurement by its name.
import { parseArgs } from 'node:util'
import { measureCrash as measureCollectorCrash } from './crash.ts'
import { measureDrift } from './drift.ts'
import { measureIngest } from './ingest.ts'
import type { Measurement, Options } from './measure/measurement.ts'
import { measureBurst } from './sdk-burst.ts'
import { measureCrash } from './sdk-crash.ts'
import { measureEventLoop } from './sdk-event-loop.ts'
import { measureMonitor } from './sdk-monitor.ts'
import { measureOutage } from './sdk-outage.ts'
import { measureOverhead } from './sdk-overhead.ts'
import { measureStreams } from './sdk-streams.ts'
import { measureStore } from './store.ts'
import { measureTruth } from './truth.ts'

const measurements: { readonly [name: string]: Measurement } = {
  ingest: measureIngest,
  crash: measureCollectorCrash,
  store: measureStore,
  truth: measureTruth,
  drift: measureDrift,
  'sdk-overhead': measureOverhead,
  'sdk-monitor': measureMonitor,
  'sdk-event-loop': measureEventLoop,
  'sdk-burst': measureBurst,
  'sdk-outage': measureOutage,
  'sdk-crash': measureCrash,
  'sdk-streams': measureStreams,
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!(number > 0)) throw new Error(`--${name} takes a number above zero, and not "${text}"`)
  return number
}

function readOptions(): { name: string; options: Options } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      rows: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  })
  return {
    name: positionals[0] ?? '',
    options: {
      rounds: readNumber('rounds', values.rounds),
      seconds: readNumber('seconds', values.seconds),
      seed: readNumber('seed', values.seed),
      only: values.only?.split(','),
      rows: readNumber('rows', values.rows),
      isQuick: values.quick,
    },
  }
}

try {
  const { name, options } = readOptions()
  const measure = measurements[name]
  if (measure === undefined) throw new Error(`say what to measure: ${Object.keys(measurements).join(', ')}`)
  await measure(options)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
