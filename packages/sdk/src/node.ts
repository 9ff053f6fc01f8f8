// `@trimtab/sdk/node`: for an app on Node that has no OpenTelemetry yet and wants one, for its traces and for what its
// instrumentations see of models. Starts OpenTelemetry's own SDK with our span processor in it, and Trimtab inside.
import { TrimtabError } from './errors.ts'
import { isOpenTelemetrySetUp } from './host/api-version.ts'
import type { HostSpan } from './host/host-span.ts'
import { createSpanProcessorOn } from './host-processor.ts'
import type { TrimtabOptions } from './options.ts'
import { nodePlatform } from './platform/node/node-platform.ts'
import { createTrimtabOn, type Trimtab } from './trimtab.ts'

/** Options of {@link startTrimtab}: those of `createTrimtab`, and of what else is started. */
export interface StartOptions extends Omit<TrimtabOptions, 'spans'> {
  /** Which of the app's other spans to take, in place of those that tell of a model. */
  filter?: ((span: HostSpan) => boolean) | undefined
  /** Further options of OpenTelemetry's `NodeSDK`, such as `instrumentations`. */
  sdk?: SdkOptions | undefined
}

/** What we look at ourselves; the others are handed on as they are. */
export interface SdkOptions {
  spanProcessors?: readonly unknown[]
  [option: string]: unknown
}

export interface Started {
  trimtab: Trimtab
  /** Sends what is left and stops both. Never rejects. */
  shutdown: () => Promise<void>
}

/**
 * Starts OpenTelemetry and Trimtab, for an app that has neither. Needs the package `@opentelemetry/sdk-node`. Nothing is
 * sent anywhere but to Trimtab, unless `sdk` says so. Throws a `TrimtabError` when something is missing.
 *
 * @example
 * ```ts
 * import { startTrimtab } from '@trimtab/sdk/node'
 *
 * const { trimtab, shutdown } = await startTrimtab({ service: 'support-bot' })
 * const reply = trimtab.monitor('support.reply', async (question: string) => `You asked: ${question}`)
 *
 * console.log(await reply('Where is my order?'))
 * await shutdown()
 * ```
 */
export async function startTrimtab({ filter, sdk = {}, ...options }: StartOptions = {}): Promise<Started> {
  if (isOpenTelemetrySetUp()) {
    throw new TrimtabError(
      'This app has set up OpenTelemetry already: give trimtabSpanProcessor() to its span processors instead, or use createTrimtab() beside it.',
      { code: 'opentelemetry.present', option: undefined },
    )
  }
  const NodeSdk = await loadNodeSdk()
  // First, because it reads all options: what makes no sense is said before anything runs.
  const trimtab = createTrimtabOn(nodePlatform, { ...options, spans: 'host' })
  // What others record is sampled by OpenTelemetry alone, and nobody makes tokens for it.
  const { capture, sample: _sample, signingKey: _signingKey, ...shared } = options
  const processor = createSpanProcessorOn(nodePlatform, {
    ...shared,
    filter,
    // A function knows what Trimtab records, and nothing of what others do.
    capture: typeof capture === 'function' ? 'metadata' : capture,
  })
  const running = new NodeSdk({
    // Left out, they would send metrics and logs wherever a collector might be.
    metricReaders: [],
    logRecordProcessors: [],
    ...(options.service !== undefined && { serviceName: options.service }),
    ...sdk,
    spanProcessors: [processor, ...(sdk.spanProcessors ?? [])],
  })
  running.start()
  return {
    trimtab,
    shutdown: async () => {
      await Promise.allSettled([trimtab.close(), running.shutdown()])
    },
  }
}

interface NodeSdk {
  start: () => void
  shutdown: () => Promise<void>
}

type NodeSdkConstructor = new (options: object) => NodeSdk

/** By a name that no bundler looks up: most apps do not have it. */
const NODE_SDK: string = '@opentelemetry/sdk-node'

async function loadNodeSdk(): Promise<NodeSdkConstructor> {
  try {
    const loaded = (await import(NODE_SDK)) as { NodeSDK: NodeSdkConstructor }
    return loaded.NodeSDK
  } catch (cause) {
    const isMissing = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND'
    throw new TrimtabError(
      isMissing
        ? `The package ${NODE_SDK} is not installed, and without it there is no OpenTelemetry to start: npm install ${NODE_SDK}`
        : `The package ${NODE_SDK} could not be loaded: ${String(cause)}`,
      { code: 'opentelemetry.missing', option: undefined, cause },
    )
  }
}
