// The exporters of both lines of OpenTelemetry, each in the three encodings it has, against a real collector.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectorOn } from './processes.ts'
import { readPredictions } from './recordings/replay.ts'
import { runApp } from './stacks/run-app.ts'

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const

const line = (host: string) => PROTOCOLS.map((protocol) => ({ host, protocol }))

describe('exporters of OpenTelemetry', () => {
  it.each([...line('opentelemetry-2'), ...line('opentelemetry-3')])(
    '$host over $protocol: spans, what a log record says of one, and what somebody thought of it',
    async ({ host, protocol }) => {
      const folder = mkdtempSync(join(tmpdir(), 'trimtab-exporters-'))
      const collector = await collectorOn(join(folder, 'data'))
      const ended = await runApp({
        folder: `hosts/${host}`,
        files: ['hosts/opentelemetry-2/exporter.mjs'],
        environment: {
          OTEL_SERVICE_NAME: 'shop',
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_EXPORTER_OTLP_ENDPOINT: protocol === 'grpc' ? `http://${collector.grpc}` : collector.url,
          OTEL_LOGS_EXPORTER: 'otlp',
          OTEL_METRICS_EXPORTER: 'otlp',
        },
      })
      const predictions = await readPredictions(collector.url)
      await collector.stop()
      rmSync(folder, { recursive: true })

      expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
      expect(predictions).toHaveLength(2)
      const all = {
        convention: 'gen-ai',
        service: 'shop',
        provider: 'openai',
        model: { requested: 'gpt-5' },
        parameters: { temperature: 0.25 },
        usage: { inputTokens: 12, outputTokens: 7 },
        session: 'session-é-1',
        status: 'ok',
      }
      const says = (text: string): object => ({ parts: [{ type: 'text', text }] })
      expect(predictions.find(({ responseId }) => responseId === 'answer-1')).toMatchObject({
        ...all,
        input: { messages: [says('Wo ist mein Päckchen?')] },
        feedback: [],
      })
      expect(predictions.find(({ responseId }) => responseId === 'answer-2')).toMatchObject({
        ...all,
        input: { messages: [says('Is it rain-proof?')] },
        output: { text: 'It is.', finishReason: 'stop' },
        feedback: [{ name: 'Helpful' }],
      })
    },
  )
})
