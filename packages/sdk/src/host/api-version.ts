// Two copies of OpenTelemetry's API in one app: one that is newer than the one the app was set up with sees nothing of
// it and says nothing about it. So we say it, once.
import { trace } from '@opentelemetry/api'

/** What the API keeps in the one place that all its copies share. */
interface SharedApi {
  version?: unknown
  trace?: unknown
}

const SHARED = Symbol.for('opentelemetry.js.api.1')

/** One sentence, or nothing when there is nothing wrong. */
export function describeApiMismatch(): string | undefined {
  const shared = readShared()
  if (shared?.trace === undefined || trace.getTracerProvider() === shared.trace) return undefined
  const version = String(shared.version)
  return (
    `Trimtab cannot see the traces of this app, because the app set up its OpenTelemetry with @opentelemetry/api ${version} ` +
    `and @trimtab/sdk was given a newer copy of it; predictions are recorded, but not as a part of those traces: ` +
    `install one version for all, such as @opentelemetry/api@${version}.`
  )
}

/** To be asked before each call: an app may be set up later than we are. Says it once, and is done as soon as it knows. */
export function createApiCheck(say: (sentence: string) => void): () => void {
  let isDone = false
  return () => {
    if (isDone || !isOpenTelemetrySetUp()) return
    isDone = true
    const sentence = describeApiMismatch()
    if (sentence !== undefined) say(sentence)
  }
}

/** Whichever copy of the API it was done with. */
export function isOpenTelemetrySetUp(): boolean {
  return readShared()?.trace !== undefined
}

function readShared(): SharedApi | undefined {
  return (globalThis as { [SHARED]?: SharedApi })[SHARED]
}
