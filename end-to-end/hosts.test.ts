// The SDK in apps that run OpenTelemetry, of either line: real ones, each in a process of its own and with the built
// package among its dependencies, so that it finds the API that the app has.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from '../packages/sdk/src/fixtures/recording-collector.ts'
import { type Ended, root, run } from './processes.ts'

const hosts = ['opentelemetry-2', 'opentelemetry-3'] as const
type Host = (typeof hosts)[number]

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** An app in a folder of its own; `sdkApi` is the host whose API the SDK is given instead of the app's. */
function install(host: Host, sdkApi?: Host): string {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-host-'))
  folders.push(folder)
  const sdk = join(folder, 'node_modules', '@trimtab', 'sdk')
  for (const path of ['dist', 'package.json']) {
    cpSync(join(root, 'packages', 'sdk', path), join(sdk, path), { recursive: true })
  }
  cpSync(join(root, 'end-to-end', 'hosts', 'opentelemetry-3', 'app.mjs'), join(folder, 'app.mjs'))
  link(host, ['api', 'sdk-node'], folder)
  if (sdkApi) link(sdkApi, ['api'], sdk)
  return folder
}

function link(host: Host, packages: string[], folder: string): void {
  const scope = join(folder, 'node_modules', '@opentelemetry')
  mkdirSync(scope, { recursive: true })
  for (const name of packages) {
    const target = realpathSync(join(root, 'end-to-end', 'hosts', host, 'node_modules', '@opentelemetry', name))
    symlinkSync(target, join(scope, name), 'dir')
  }
}

interface Line {
  [field: string]: unknown
  traceId?: string
  spanId?: string
  parentSpanId?: string
}

interface Seen {
  ended: Ended
  collector: RecordingCollector
  lines: Line[]
}

interface Start {
  folder: string
  way: string
  nodeOptions?: string[]
  environment?: { [name: string]: string }
}

async function start({ folder, way, nodeOptions = [], environment = {} }: Start): Promise<Seen> {
  const collector = await startRecordingCollector()
  const command: string[] = [...nodeOptions, 'app.mjs', way]
  const [script = '', ...parameters] = command
  // What is not told otherwise would go to where OpenTelemetry looks for a collector.
  const everywhere = { TRIMTAB_URL: collector.url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...environment }
  const ended = await run({ script, parameters, folder, environment: everywhere })
  await collector.close()
  const lines = ended.stdout.split('\n').filter(Boolean)
  return { ended, collector, lines: lines.map((line) => JSON.parse(line) as Line) }
}

describe.each(hosts)('an app with %s', (host) => {
  let folder = ''
  let own: Seen
  beforeAll(async () => {
    folder = install(host)
    own = await start({ folder, way: 'own' })
  })

  const spanOf = (name: string): Line | undefined => own.lines.find(({ span }) => span === name)
  const predictionOf = (task: string): unknown => own.lines.find((line) => line['task'] === task)?.['prediction']
  const sent = (name: string) => own.collector.items().filter(({ fields }) => fields['name'] === name)

  it('ends well, says nothing and keeps what it has registered', () => {
    expect(own.ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(own.lines).toContainEqual({ isStillTheAppsProvider: true })
  })

  it('has predictions in line with its traces, which its own exporters do not see', () => {
    const request = spanOf('GET /reply')
    expect(sent('beside.reply')).toMatchObject([
      { fields: { traceId: request?.traceId, parentSpanId: request?.spanId }, resource: { 'service.name': 'beside' } },
    ])
    expect(spanOf('beside.reply')).toBeUndefined()
    const lookup = spanOf('lookup of beside.reply')
    expect(`${String(lookup?.traceId)}-${String(lookup?.parentSpanId)}`).toBe(predictionOf('beside.reply'))
  })

  it('has predictions as its own spans when it asks for that, each sent once and whole', () => {
    const [request, span] = [spanOf('GET /reply'), spanOf('inside.reply')]
    expect(span).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId })
    expect(predictionOf('inside.reply')).toBe(`${String(span?.traceId)}-${String(span?.spanId)}`)
    expect(spanOf('lookup of inside.reply')?.parentSpanId).toBe(span?.spanId)
    expect(sent('inside.reply')).toMatchObject([
      {
        fields: { traceId: span?.traceId, spanId: span?.spanId, parentSpanId: request?.spanId },
        scope: '@trimtab/sdk',
        resource: { 'service.name': 'host-app' },
        attributes: span?.['attributes'],
      },
    ])
    // Where the app has no span, the prediction begins a trace, and what the call does is in it.
    const alone = spanOf('inside.alone')
    expect(alone?.parentSpanId).toBeUndefined()
    expect(spanOf('lookup of inside.alone')).toMatchObject({ traceId: alone?.traceId, parentSpanId: alone?.spanId })
  })

  it('has its spans of models sent with all they say, and no others', () => {
    expect(sent('SELECT orders')).toHaveLength(0)
    expect(sent('GET /reply')).toHaveLength(0)
    const [span, ...others] = sent('chat gpt-5')
    expect(others).toHaveLength(0)
    expect(span).toMatchObject({
      scope: 'some-instrumentation',
      resource: { 'service.name': 'host-app', 'telemetry.sdk.language': 'nodejs' },
      attributes: {
        'gen_ai.request.model': 'gpt-5',
        'gen_ai.system_instructions': 'Be brief.',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 12,
      },
      fields: {
        traceId: spanOf('GET /reply')?.traceId,
        parentSpanId: spanOf('GET /reply')?.spanId,
        kind: 3,
        status: { code: 2, message: 'too slow' },
        events: [{ name: 'retry', attributes: [{ key: 'attempt', value: { intValue: '1' } }] }],
        links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }],
        droppedAttributesCount: 0,
      },
    })
  })

  it('has attributes of any depth sent where its OpenTelemetry knows them', () => {
    const text = own.collector.requests.map((request) => request.text).find((json) => json.includes('chat gpt-5'))
    const message = {
      kvlistValue: {
        values: [
          { key: 'role', value: { stringValue: 'assistant' } },
          {
            key: 'parts',
            value: {
              arrayValue: {
                values: [
                  {
                    kvlistValue: {
                      values: [
                        { key: 'type', value: { stringValue: 'text' } },
                        { key: 'content', value: { stringValue: 'Hi' } },
                      ],
                    },
                  },
                ],
              },
            },
          },
        ],
      },
    }
    const nested = JSON.stringify({ key: 'gen_ai.output.messages', value: { arrayValue: { values: [message] } } })
    expect(text?.includes(nested)).toBe(host === 'opentelemetry-3')
  })

  it('loses no prediction that its OpenTelemetry does not sample', async () => {
    const { collector, lines } = await start({ folder, way: 'own', environment: { OTEL_TRACES_SAMPLER: 'always_off' } })
    expect(lines.filter(({ span }) => span)).toHaveLength(0)
    const names = collector.items().map(({ fields }) => fields['name'])
    expect(names).toHaveLength(3)
    expect(new Set(names)).toEqual(new Set(['beside.reply', 'inside.alone', 'inside.reply']))
    const ids = collector.items().map(({ fields: { traceId, spanId } }) => `${String(traceId)}-${String(spanId)}`)
    expect(new Set(ids)).toEqual(new Set(lines.map(({ prediction }) => prediction).filter(Boolean)))
  })

  it('can let Trimtab start OpenTelemetry, which then sends nothing anywhere else', async () => {
    const { ended, collector, lines } = await start({ folder, way: 'started' })
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(new Set(collector.requests.map(({ path }) => path))).toEqual(new Set(['/v1/traces']))
    expect(collector.items().map(({ fields, resource }) => [fields['name'], resource['service.name']])).toEqual(
      expect.arrayContaining([
        ['started.reply', 'started'],
        ['chat gpt-5', 'started'],
      ]),
    )
    expect(collector.items()).toHaveLength(2)
    expect(lines.find(({ again }) => again)?.['again']).toMatch(/has set up OpenTelemetry already/)
  })

  it('keeps to itself what others record of models where a function says what may leave, and hears of every loss', async () => {
    const { ended, collector, lines } = await start({ folder, way: 'guarded' })
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    const attributesOf = (name: string) => collector.items().find(({ fields }) => fields['name'] === name)?.attributes
    expect(attributesOf('guarded.reply')).toHaveProperty(['gen_ai.input.messages'])
    expect(attributesOf('guarded.reply')).not.toHaveProperty(['gen_ai.output.messages'])
    expect(attributesOf('chat gpt-5')).toMatchObject({ 'gen_ai.request.model': 'gpt-5' })
    expect(attributesOf('chat gpt-5')).not.toHaveProperty(['gen_ai.system_instructions'])
    expect(lines.filter(({ loss }) => loss)).toEqual([
      { loss: { signal: 'predictions', reason: 'unreadable', count: 1 } },
    ])
  })

  it('sees the span of a prediction end that is not drawn', async () => {
    const { collector, lines } = await start({ folder, way: 'sampled' })
    expect(lines).toMatchObject([{ span: 'sampled.reply', attributes: { 'trimtab.task': 'sampled.reply' } }])
    expect(collector.items()).toHaveLength(0)
  })

  it('can be started with OpenTelemetry without a change to it', async () => {
    const nodeOptions = ['--import', '@trimtab/sdk/register']
    const environment = { TRIMTAB_SERVICE: 'registered' }
    const { ended, collector } = await start({ folder, way: 'registered', nodeOptions, environment })
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(collector.items().map(({ fields, resource }) => [fields['name'], resource['service.name']])).toEqual(
      expect.arrayContaining([
        ['registered.reply', 'registered'],
        ['chat gpt-5', 'registered'],
      ]),
    )
  })
})

describe('an app whose API is another copy than ours', () => {
  it('is told once when ours is newer, and its predictions are recorded all the same', async () => {
    const folder = install('opentelemetry-2', 'opentelemetry-3')
    const { ended, collector } = await start({ folder, way: 'own' })
    const names = collector.items().map(({ fields }) => fields['name'])
    expect(ended.exitCode).toBe(0)
    expect(names).toEqual(expect.arrayContaining(['beside.reply', 'inside.reply', 'inside.alone', 'chat gpt-5']))
    const sentences = ended.stderr.split('\n').filter(Boolean)
    // Each of the two Trimtabs of that app says it.
    expect(sentences).toHaveLength(2)
    expect(sentences[0]).toContain('install one version for all, such as @opentelemetry/api@1.9.1')
  })

  it('notices nothing when ours is older', async () => {
    const folder = install('opentelemetry-3', 'opentelemetry-2')
    const { ended, lines } = await start({ folder, way: 'own' })
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(lines.map(({ span }) => span)).toContain('inside.reply')
  })
})

describe('an app that is started with something wrong', () => {
  const started = (folder: string, environment: { [name: string]: string } = {}): Promise<Ended> =>
    run({
      script: '--import',
      parameters: ['@trimtab/sdk/register', '--eval', "console.log('running')"],
      folder,
      environment,
    })

  it('runs, and is told in one sentence what is missing', async () => {
    const folder = install('opentelemetry-3')
    rmSync(join(folder, 'node_modules', '@opentelemetry', 'sdk-node'))
    expect(await started(folder)).toEqual({
      exitCode: 0,
      stdout: 'running\n',
      stderr:
        'Trimtab records nothing: The package @opentelemetry/sdk-node is not installed, and without it there is no ' +
        'OpenTelemetry to start: npm install @opentelemetry/sdk-node\n',
    })
    rmSync(join(folder, 'node_modules', '@opentelemetry', 'api'))
    const { exitCode, stdout, stderr } = await started(folder)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'running\n' })
    expect(stderr).toMatch(/^Trimtab records nothing: Cannot find package '@opentelemetry\/api' .*\n$/)
  })

  it('runs, and is told in one sentence which setting makes no sense', async () => {
    const ended = await started(install('opentelemetry-3'), { TRIMTAB_URL: '4318' })
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'running\n' })
    expect(ended.stderr).toMatch(/^Trimtab records nothing: The option TRIMTAB_URL must be an address.*\n$/)
  })
})
