// Wraps a function so that each call of it becomes a prediction, while its caller notices nothing.
import { PREDICTION_KINDS } from '@trimtab/contract'
import { TrimtabError } from '../errors.ts'
import type { MonitorOptions } from './monitor-options.ts'
import type { Clock } from '../clock.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import { createActiveSpan } from './active-span.ts'
import { observeEnd } from './end-of-call.ts'
import type { AnyMonitorOptions } from './facts.ts'
import { formatPredictionId, type RandomBytes } from '../prediction/prediction-id.ts'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import { type MonitoredSubject, openPredictionSpan } from './prediction-span.ts'

/** Any function. */
export type Call = (...parameters: never[]) => unknown

/** A result together with the prediction it is. */
export interface Detailed<Result> {
  result: Result
  prediction: PredictionReference
}

/** The function that was wrapped, exactly as it was, and a way to call it that also tells which prediction it made. */
export type Monitored<Wrapped extends Call> = Wrapped & {
  detailed: (
    this: ThisParameterType<Wrapped>,
    ...parameters: Parameters<Wrapped>
  ) => Promise<Detailed<Awaited<ReturnType<Wrapped>>>>
}

/** The type of `trimtab.monitor`. */
export type Monitor = <Wrapped extends Call>(
  task: string,
  call: Wrapped,
  options?: MonitorOptions<Parameters<Wrapped>, Awaited<ReturnType<Wrapped>>>,
) => Monitored<Wrapped>

export interface MonitorHost {
  clock: Clock
  randomBytes: RandomBytes
  recorder: Recorder
  makeReference: (id: string) => PredictionReference
  /** Told of every result, so that its prediction can be found from it. */
  remember: (result: unknown, prediction: PredictionReference) => void
}

export function createMonitor(host: MonitorHost): Monitor {
  const active = createActiveSpan()

  function watch(
    call: Call,
    subject: MonitoredSubject,
    self: unknown,
    parameters: unknown[],
  ): { returned: unknown; prediction: PredictionReference } {
    const identity = active.begin(host.randomBytes)
    const prediction = host.makeReference(formatPredictionId(identity))
    const span = openPredictionSpan(subject, parameters, identity, host)
    let returned: unknown
    try {
      returned = active.run(identity, (): unknown => Reflect.apply(call, self, parameters))
    } catch (error) {
      span.fail(error)
      throw error
    }
    const succeed = (result: unknown): void => {
      host.remember(result, prediction)
      span.succeed(result)
    }
    return { returned: observeEnd(returned, { ...span, succeed }), prediction }
  }

  return function monitor(task, call, given) {
    const options = readOptions(given)
    refuseNonsense(task, call, options.kind)
    const subject: MonitoredSubject = { task, options }
    function monitored(this: unknown, ...parameters: unknown[]): unknown {
      return watch(call, subject, this, parameters).returned
    }
    async function detailed(this: unknown, ...parameters: unknown[]): Promise<Detailed<unknown>> {
      const { returned, prediction } = watch(call, subject, this, parameters)
      return { result: await returned, prediction }
    }
    return Object.assign(imitate(monitored, call), { detailed }) as never
  }
}

/** Wrapping happens once, when the app starts: a mistake in it is worth an error, unlike one in a call. */
function refuseNonsense(task: unknown, call: unknown, kind: unknown): void {
  if (typeof task !== 'string' || task === '') throw invalid('task', 'must be a name, such as "support.reply"')
  if (typeof call !== 'function' || isClass(call)) throw invalid('call', 'must be the function to monitor')
  if (kind !== undefined && !PREDICTION_KINDS.some((known) => known === kind)) {
    throw invalid('kind', `must be one of ${PREDICTION_KINDS.join(', ')}`)
  }
}

/** Read once, here: a getter that throws must not do so in a call. */
function readOptions(given: unknown): AnyMonitorOptions {
  try {
    return { ...(given as AnyMonitorOptions | null | undefined) }
  } catch (cause) {
    throw new TrimtabError('The options given to monitor cannot be read.', {
      code: 'options.invalid',
      option: 'options',
      cause,
    })
  }
}

/** A class is made with `new`, which a wrapper of it could not be. */
function isClass(call: object): boolean {
  return /^class(\s+[\w$]|\s*\{)/.test(Function.prototype.toString.call(call))
}

function invalid(option: string, demand: string): TrimtabError {
  return new TrimtabError(`The ${option} given to monitor ${demand}.`, { code: 'options.invalid', option })
}

/** Its name, its length and whatever else hangs on it: the type says it is the same function. */
function imitate(wrapper: Call, wrapped: Call): Call {
  for (const key of Reflect.ownKeys(wrapped)) {
    if (key === 'prototype' || key === 'arguments' || key === 'caller') continue
    Reflect.defineProperty(wrapper, key, Object.getOwnPropertyDescriptor(wrapped, key) ?? {})
  }
  return wrapper
}
