// Wraps a function so that each call of it becomes a prediction, while its caller notices nothing.
import { followCall } from '../calls/follow-call.ts'
import type { Calls } from '../calls/begin-call.ts'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import type { MonitorOptions, Outcome } from './monitor-options.ts'
import { type AnyMonitorOptions, MONITOR_OPTIONS, outcomeOf, subjectOfCall } from './monitor-subject.ts'
import { type Call, imitate, readOptions, refuseNonsense } from './wrapping.ts'

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
    const options = readOptions<AnyMonitorOptions>(given, MONITOR_OPTIONS)
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
