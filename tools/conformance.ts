// `npm run conformance`: what npm cannot install, beside us. Clients in Python and Go send to the built collector (`clients`);
// packages of others in Python look for drift where there is none (`drift`). It needs python3, go and their registries, so
// it is no part of `npm test`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Prediction } from '@trimtab/contract'
import { collectorOn, type Serving } from '../end-to-end/processes.ts'
import { readPredictions } from '../end-to-end/recordings/replay.ts'
import { compareCalls, type Rules } from '../end-to-end/stacks/compare-calls.ts'
import { startModelServer } from '../end-to-end/stacks/model-server.ts'
import { compareDrift } from './conformance/drift.ts'
import { execute, installPython, installTelemetrygen } from './conformance/toolchains.ts'

const TRACES = 25

interface Trial {
  name: string
  /** Sends, and resolves with what is wrong with what was found. */
  run: (collector: Serving) => Promise<string[]>
}

const STACKS: { [stack: string]: Rules } = {
  openinference: { silentOn: () => [] },
  openllmetry: { silentOn: () => [] },
}

function pythonTrials(python: string): Trial[] {
  return Object.entries(STACKS).flatMap(([stack, rules]) =>
    ['http', 'grpc'].map((protocol) => ({
      name: `Python, ${stack} over ${protocol}`,
      run: async (collector: Serving) => {
        const model = await startModelServer()
        await execute(python, [join(import.meta.dirname, 'conformance', 'app.py'), stack, protocol], {
          MODEL_URL: model.url,
          OTEL_SERVICE_NAME: 'shop',
          OTEL_EXPORTER_OTLP_ENDPOINT: protocol === 'grpc' ? `http://${collector.grpc}` : collector.url,
        })
        await model.close()
        const { found, expected } = compareCalls(rules, model.calls, await readPredictions(collector.url))
        return differences(found, expected)
      },
    })),
  )
}

function goTrials(telemetrygen: string): Trial[] {
  return ['http', 'grpc'].map((protocol) => ({
    name: `Go, telemetrygen over ${protocol}`,
    run: async (collector: Serving) => {
      const address = protocol === 'grpc' ? String(collector.grpc) : new URL(collector.url).host
      const where = ['--otlp-endpoint', address, '--otlp-insecure', ...(protocol === 'http' ? ['--otlp-http'] : [])]
      const call = ['gen_ai.operation.name="chat"', 'gen_ai.provider.name="openai"', 'gen_ai.request.model="gpt-5"']
      const attributes = call.flatMap((attribute) => ['--telemetry-attributes', attribute])
      await execute(telemetrygen, ['traces', ...where, '--traces', String(TRACES), ...attributes])
      // Neither speaks of a model: they are taken and leave no trace.
      await execute(telemetrygen, ['traces', ...where, '--traces', '5'])
      await execute(telemetrygen, ['logs', ...where, '--logs', '5'])
      await execute(telemetrygen, ['metrics', ...where, '--metrics', '5'])
      const predictions = await readPredictions(collector.url)
      const expected = Array.from({ length: TRACES }, () => 'chat openai gpt-5')
      return differences(predictions.map(sayWhat), expected)
    },
  }))
}

/** telemetrygen gives the span of a client and that of its server the same words: they are one call. */
function sayWhat({ task, provider, model }: Prediction): string {
  return [task, provider, model.requested].join(' ')
}

function differences(found: string[], expected: string[]): string[] {
  const counts = `${found.length} predictions for ${expected.length} calls`
  return [
    ...(found.length === expected.length ? [] : [counts]),
    ...expected.filter((line) => !found.includes(line)).map((line) => `missed ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `found  ${line}`),
  ]
}

async function isPassed({ name, run }: Trial): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-conformance-'))
  const collector = await collectorOn(join(folder, 'data'))
  const faults = await run(collector).catch((error: unknown) => [String(error)])
  await collector.stop()
  rmSync(folder, { recursive: true })
  console.log([`${faults.length === 0 ? 'passed' : 'FAILED'}  ${name}`, ...faults].join('\n    '))
  return faults.length === 0
}

async function tryClients(): Promise<{ trials: number; failed: number }> {
  const [python, telemetrygen] = await Promise.all([installPython(), installTelemetrygen()])
  const trials = [...pythonTrials(python), ...goTrials(telemetrygen)]
  let failed = 0
  for (const trial of trials) if (!(await isPassed(trial))) failed += 1
  return { trials: trials.length, failed }
}

async function tryDrift(): Promise<{ trials: number; failed: number }> {
  const faults = await compareDrift()
  console.log([`${faults.length === 0 ? 'passed' : 'FAILED'}  drift beside others`, ...faults].join('\n    '))
  return { trials: 1, failed: faults.length === 0 ? 0 : 1 }
}

const PARTS = { clients: tryClients, drift: tryDrift } as const
const asked = process.argv.slice(2)
let [trials, failed] = [0, 0]
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const found = await run()
  trials += found.trials
  failed += found.failed
}
console.log(`${trials - failed} passed, ${failed} failed`)
if (failed > 0) process.exitCode = 1
