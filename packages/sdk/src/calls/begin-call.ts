// Begins calls and ends each of them once, as one prediction. Whatever goes wrong on the way is counted and goes no
// further: the call itself must never learn that it is watched.
import type { AsyncStorage } from '../platform/platform.ts'
import type { SpanIdentity } from '../prediction/prediction-id.ts'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import { type ActiveCall, createActiveCall } from './active-call.ts'
import type { BeginCall, CallSubject, OpenCall, ReadOutput } from './call.ts'
import type { KnownPredictions } from './known-predictions.ts'
import { type CallEnd, PredictionSpan, type SpanWriting } from './prediction-span.ts'
import type { SpanSink, StartedSpan } from './span-sink.ts'

export interface CallsHost extends SpanWriting {
  sink: SpanSink
  known: KnownPredictions
  makeReference: (identity: SpanIdentity) => PredictionReference
}

export interface Calls {
  begin: BeginCall
  /** The prediction that the running code is part of. */
  current: () => PredictionReference | undefined
  /** Ends every stream that is still open, with what was received of it: the app is about to end. */
  endOpen: () => void
}

/** Streams beyond these are not ended with the app; their predictions are lost if nobody reads them to the end. */
const OPEN_MAX = 16_384

/** A storage of whatever it is asked for; `undefined` where the runtime has none. */
export type MakeStorage = <Value>() => AsyncStorage<Value> | undefined

export function createCalls(host: CallsHost, makeStorage: MakeStorage): Calls {
  const shared: Shared = { host, active: createActiveCall(makeStorage<RunningCall>()), open: new Map() }
  return {
    begin: (subject) => new RunningCall(subject, shared),
    current: () => shared.active.current()?.reference,
    endOpen: () => {
      for (const end of shared.open.values()) end()
    },
  }
}

/** What all calls of one app have in common. */
interface Shared {
  host: CallsHost
  active: ActiveCall<RunningCall>
  /** The streams that are open, and how to end each. */
  open: Map<RunningCall, () => void>
}

/** A class, because there is one for every call of a model: its methods are made once. */
class RunningCall implements OpenCall {
  readonly reference: PredictionReference
  readonly #parent: RunningCall | undefined
  readonly #started: StartedSpan
  readonly #shared: Shared
  /**
   * Until it has ended. The call itself hangs on the async context of all that ran in it, such as the body of a response,
   * which the collector of garbage carries along for long; the texts of the call must not hang on with it.
   */
  #span: PredictionSpan | undefined
  /** A call inside has said what it used, so this one would say it twice. */
  #isUsageKnownBelow = false

  constructor(subject: CallSubject, shared: Shared) {
    const { host, active } = shared
    this.#shared = shared
    this.#parent = active.current()
    this.#started = host.sink.start(subject.task, active.parent())
    this.reference = host.makeReference(this.#started.identity)
    this.#span = new PredictionSpan(subject, host)
  }

  get identity(): SpanIdentity {
    return this.#started.identity
  }

  run<Returned>(work: () => Returned): Returned {
    const { run } = this.#started
    return this.#shared.active.run(this, run === undefined ? work : () => run(work))
  }

  remember(value: unknown): void {
    this.#shared.host.known.remember(value, this.reference)
  }

  restart(): void {
    this.#span?.restart()
  }

  firstToken(): void {
    this.#span?.firstToken()
  }

  hold(end: () => void): void {
    if (this.#span !== undefined && this.#shared.open.size < OPEN_MAX) this.#shared.open.set(this, end)
  }

  succeed(read: ReadOutput): void {
    this.#end({ status: 'ok', read })
  }

  fail(error: unknown, read?: ReadOutput): void {
    this.#end({ status: 'error', error, read })
  }

  cancel(read?: ReadOutput): void {
    this.#end({ status: 'cancelled', read })
  }

  lose(): void {
    if (this.#takeSpan() !== undefined) this.#shared.host.drop('end_unknown')
  }

  #end(end: CallEnd): void {
    const span = this.#takeSpan()
    if (span === undefined) return
    try {
      const { record, usesTokens, responseId } = span.close(end, this.#isUsageKnownBelow)
      if (responseId !== undefined) this.#shared.host.known.rememberResponse(responseId, this.reference)
      if (usesTokens) this.#tellParents()
      this.#started.endInHost?.(record)
      this.#started.end(record)
    } catch {
      this.#shared.host.drop('unreadable')
    }
  }

  /** Only the first to end the call gets it. */
  #takeSpan(): PredictionSpan | undefined {
    const span = this.#span
    this.#span = undefined
    if (span !== undefined) this.#shared.open.delete(this)
    return span
  }

  #tellParents(): void {
    for (let call = this.#parent; call !== undefined && !call.#isUsageKnownBelow; call = call.#parent) {
      call.#isUsageKnownBelow = true
    }
  }
}
