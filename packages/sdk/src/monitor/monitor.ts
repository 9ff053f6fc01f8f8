// Wraps a function so that each call of it becomes a prediction, while its caller notices nothing.
import { PREDICTION_KINDS } from '@trimtab/contract'
import { TrimtabError } from '../errors.ts'
import { followCall } from '../calls/follow-call.ts'
import type { Calls } from '../calls/begin-call.ts'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import type { MonitorOptions, Outcome } from './monitor-options.ts'
import { type AnyMonitorOptions, outcomeOf, subjectOfCall } from './monitor-subject.ts'

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
  options?: MonitorOptions<Parameters<Wrapped>, Outcome<ReturnType<Wrapped>>>,
) => Monitored<Wrapped>

export function createMonitor(calls: Calls): Monitor {
  return function monitor(task, wrapped, given) {
    const options = readOptions(given)
    refuseNonsense(task, wrapped, options.kind)
    const outcome = outcomeOf(options)

    function watch(self: unknown, parameters: unknown[]): { returned: unknown; prediction: PredictionReference } {
      const call = calls.begin(subjectOfCall(task, options, parameters))
      let returned: unknown
      try {
        returned = call.run((): unknown => Reflect.apply(wrapped, self, parameters))
      } catch (error) {
        call.remember(error)
        call.fail(error)
        throw error
      }
      return { returned: followCall(returned, call, outcome), prediction: call.reference }
    }

    function monitored(this: unknown, ...parameters: unknown[]): unknown {
      return watch(this, parameters).returned
    }
    async function detailed(this: unknown, ...parameters: unknown[]): Promise<Detailed<unknown>> {
      const { returned, prediction } = watch(this, parameters)
      return { result: await returned, prediction }
    }
    return Object.assign(imitate(monitored, wrapped), { detailed }) as never
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
