// Telemetry stacks of others, live: real apps with real clients ask a model server on this machine, and what they send to
// a real collector has to be one prediction for each call that the server served, with what it served.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PredictionWithTrace } from '@trimtab/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorOn } from './processes.ts'
import { readPredictions } from './recordings/replay.ts'
import { compareCalls, type Rules } from './stacks/compare-calls.ts'
import { type ModelServer, type ServedCall, startModelServer } from './stacks/model-server.ts'
import { runApp } from './stacks/run-app.ts'

interface Stack extends Rules {
  name: string
  isWrappable: boolean
  session?: string
}

const isEmbedding = ({ path }: ServedCall): boolean => path.endsWith('/embeddings')
const isRefused = ({ status }: ServedCall): boolean => status === 429

const stacks: Stack[] = [
  {
    name: 'openai-opentelemetry',
    isWrappable: true,
    silentOn: (call) => (isEmbedding(call) ? ['question'] : []),
  },
  {
    name: 'openai-openinference',
    isWrappable: true,
    loses: isRefused,
    silentOn: (call) => {
      if (isEmbedding(call)) return ['inputTokens']
      return call.isStreamed ? ['inputTokens', 'outputTokens', 'responseId'] : []
    },
  },
  {
    name: 'openai-traceloop',
    isWrappable: true,
    loses: (call) => isRefused(call) || isEmbedding(call),
    silentOn: (call) => (call.isStreamed ? ['inputTokens', 'outputTokens'] : []),
  },
  {
    name: 'openai-langfuse',
    isWrappable: true,
    silentOn: (call) => (isEmbedding(call) ? ['responseId', 'provider', 'inputTokens'] : ['responseId', 'provider']),
    session: 'session-1',
  },
  { name: 'vercel-ai-6', isWrappable: false, session: 'session-1' },
  { name: 'vercel-ai-7', isWrappable: false, silentOn: (call) => (isEmbedding(call) ? ['question'] : []) },
  { name: 'anthropic', isWrappable: true },
]

let modelServer: ModelServer
beforeAll(async () => {
  modelServer = await startModelServer()
})
afterAll(() => modelServer.close())

interface Seen {
  calls: ServedCall[]
  predictions: PredictionWithTrace[]
}

async function runStack(stack: string, ...parameters: string[]): Promise<Seen> {
  modelServer.calls.length = 0
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-stacks-'))
  const collector = await collectorOn(join(folder, 'data'))
  try {
    const environment = {
      MODEL_URL: modelServer.url,
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_METRICS_EXPORTER: 'none',
      TRIMTAB_URL: collector.url,
      TRIMTAB_SPOOL: 'off',
    }
    const files = [`stacks/${stack}/app.mjs`, 'stacks/openai-app.mjs']
    const ended = await runApp({ folder: `stacks/${stack}`, files, parameters, environment })
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    return { calls: [...modelServer.calls], predictions: await readPredictions(collector.url) }
  } finally {
    await collector.stop()
    rmSync(folder, { recursive: true })
  }
}

function expectEachOnce(rules: Rules, { calls, predictions }: Seen): void {
  const { found, expected } = compareCalls(rules, calls, predictions)
  expect(found).toEqual(expected)
}

describe('a live app watched by others', () => {
  it.each(stacks)('with $name: one prediction a call, with what the model was asked and said', async (stack) => {
    const seen = await runStack(stack.name)
    expectEachOnce(stack, seen)
    expect(new Set(seen.predictions.map(({ session }) => session))).toEqual(new Set([stack.session ?? null]))
  })
})

describe('a live app watched by others and by Trimtab', () => {
  // Trimtab sees what the others lose, and says what they are silent on.
  it.each(stacks.filter(({ isWrappable }) => isWrappable))('with $name: still one prediction a call', async (stack) => {
    const seen = await runStack(stack.name, 'wrapped')
    // It takes a provider that it does not know by its address for that address.
    expectEachOnce({ silentOn: () => ['provider'] }, seen)
    const chats = seen.predictions.filter(({ kind }) => kind === 'generation')
    expect(new Set(chats.map(({ task }) => task))).toEqual(new Set(['shop.reply']))
  })
})
