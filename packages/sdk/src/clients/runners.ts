// Helpers of a client that make calls of their own, such as `chat.completions.stream`, return an object that runs them.
// Which calls those are is told by the signal that the object hands to each, or by their beginning inside the helper.
import type { OpenCall } from '../calls/call.ts'
import { fieldsOf, isObject } from './wire-value.ts'

export interface Runners {
  /** A call has begun, with these options. */
  begin: (call: OpenCall, options: unknown) => void
  /** The same helper; what it returns is remembered as of the calls it makes. */
  watchHelper: (helper: Method) => Method
}

type Method = (this: unknown, ...parameters: unknown[]) => unknown

export function createRunners(): Runners {
  const bySignal = new WeakMap<object, object>()
  let begun: OpenCall[] | undefined
  return {
    begin: (call, options) => {
      begun?.push(call)
      const { signal } = fieldsOf<{ signal: unknown }>(options)
      const runner = isObject(signal) ? bySignal.get(signal) : undefined
      if (runner) call.remember(runner)
    },
    watchHelper: (helper) =>
      function watched(this: unknown, ...parameters: unknown[]): unknown {
        const outer = begun
        const own: OpenCall[] = (begun = [])
        let runner: unknown
        try {
          runner = Reflect.apply(helper, this, parameters)
        } finally {
          begun = outer
        }
        for (const call of own) call.remember(runner)
        const signal = signalOf(runner)
        if (signal && isObject(runner)) bySignal.set(signal, runner)
        return runner
      },
  }
}

function signalOf(runner: unknown): object | undefined {
  try {
    const { controller } = fieldsOf<{ controller: unknown }>(runner)
    const { signal } = fieldsOf<{ signal: unknown }>(controller)
    return isObject(signal) ? signal : undefined
  } catch {
    return undefined
  }
}
