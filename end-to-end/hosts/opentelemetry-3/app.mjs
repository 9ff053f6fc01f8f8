// An app that runs OpenTelemetry: it sets it up by itself (`own`), lets Trimtab do that (`started`), or is started by a
// command that does (`registered`). It prints what it sees, a line of JSON each. Runs on either line of OpenTelemetry.
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createTrimtab, trimtabSpanProcessor } from '@trimtab/sdk'
import { startTrimtab } from '@trimtab/sdk/node'

/** @param {object} fact */
function print(fact) {
  process.stdout.write(`${JSON.stringify(fact)}\n`)
}

/** @type {NonNullable<import('@opentelemetry/sdk-node').NodeSDKConfiguration['spanProcessors']>[number]} */
const printer = {
  onStart: () => undefined,
  onEnd: (span) => {
    const { traceId, spanId } = span.spanContext()
    const parentSpanId = span.parentSpanContext?.spanId
    print({ span: span.name, traceId, spanId, parentSpanId, attributes: span.attributes })
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
}

const ways = {
  async own() {
    const sdk = new NodeSDK({
      serviceName: 'host-app',
      metricReaders: [],
      logRecordProcessors: [],
      spanProcessors: [trimtabSpanProcessor(), printer],
    })
    const beside = createTrimtab({ service: 'beside' })
    const inside = createTrimtab({ spans: 'host' })
    sdk.start()
    const provider = trace.getTracerProvider()
    await trace.getTracer('host-app').startActiveSpan('GET /reply', async (request) => {
      await reply(beside, 'beside.reply')
      await reply(inside, 'inside.reply')
      askModel()
      request.end()
    })
    await reply(inside, 'inside.alone')
    print({ isStillTheAppsProvider: trace.getTracerProvider() === provider })
    await Promise.all([beside.close(), inside.close(), sdk.shutdown()])
  },

  async started() {
    const { trimtab, shutdown } = await startTrimtab({ service: 'started' })
    await reply(trimtab, 'started.reply')
    askModel()
    print({ again: await startTrimtab().catch(String) })
    await shutdown()
  },

  async guarded() {
    const { trimtab, shutdown } = await startTrimtab({
      capture: (content) => (content.output === undefined ? content : 'metadata'),
      onDrop: (loss) => print({ loss }),
      spool: false,
      filter: ({ name }) => {
        if (name.startsWith('SELECT')) throw new Error('broken filter')
        return name.startsWith('chat')
      },
    })
    await reply(trimtab, 'guarded.reply')
    askModel()
    await shutdown()
  },

  async sampled() {
    const { trimtab, shutdown } = await startTrimtab({
      sample: 0,
      sdk: { spanProcessors: [printer] },
    })
    const call = trimtab.monitor('sampled.reply', () => 'Hi')
    call()
    await shutdown()
  },

  async registered() {
    await reply(createTrimtab(), 'registered.reply')
    askModel()
  },
}

/**
 * A call of a model that does something which the app traces.
 *
 * @param {import('@trimtab/sdk').Trimtab} trimtab
 * @param {string} task
 */
async function reply(trimtab, task) {
  const call = trimtab.monitor(task, async (/** @type {string} */ question) => {
    await Promise.resolve()
    trace.getTracer('host-app').startSpan(`lookup of ${task}`).end()
    return `You asked: ${question}`
  })
  const { prediction } = await call.detailed('Where is my order?')
  print({ prediction: prediction.id, task })
}

/** What an instrumentation of a client would record, and a span that has nothing to do with a model. */
function askModel() {
  const tracer = trace.getTracer('some-instrumentation', '1.2.3')
  tracer.startSpan('SELECT orders', { attributes: { 'db.system.name': 'postgresql' } }).end()
  const span = tracer.startSpan('chat gpt-5', {
    kind: SpanKind.CLIENT,
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5' },
    links: [
      { context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }, attributes: { why: 'retry' } },
    ],
  })
  span.setAttribute('gen_ai.response.finish_reasons', ['stop'])
  span.setAttribute('gen_ai.usage.input_tokens', 12)
  span.setAttribute('gen_ai.system_instructions', 'Be brief.')
  // Only since 3.x may an attribute be more than a list.
  span.setAttribute('gen_ai.output.messages', [{ role: 'assistant', parts: [{ type: 'text', content: 'Hi' }] }])
  span.addEvent('retry', { attempt: 1 })
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'too slow' })
  span.end()
}

await ways[/** @type {keyof typeof ways} */ (process.argv[2])]()
