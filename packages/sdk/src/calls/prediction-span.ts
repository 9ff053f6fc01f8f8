// One call to one span: opened before the call with what goes in, closed with what came out. Nothing of a caller's that
// throws gets past this file; what cannot be read is left out of the span and counted.
import { PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { Attributes } from '../telemetry/otlp-json.ts'
import { applyCapture, type Capture, type Content } from '../privacy/capture.ts'
import type { RedactText } from '../privacy/redact.ts'
import type { CallSubject, ReadOutput } from './call.ts'
import { ContentWriter } from './content-writer.ts'
import type { InputFacts, OutputFacts } from './facts.ts'
import { describeFailure, type Failure, isAbort } from './failure.ts'
import type { SpanRecord } from './span-sink.ts'
import { contextAttributes, inputAttributes, outputAttributes } from './span-attributes.ts'

/** What writing a span needs. */
export interface SpanWriting {
  clock: Clock
  /** Counts what is lost, by reason. */
  drop: (reason: string) => void
  capture: Capture<InputFacts, OutputFacts>
  redact: RedactText | undefined
}

export interface CallEnd {
  status: 'ok' | 'error' | 'cancelled'
  error?: unknown
  read?: ReadOutput | undefined
}

export interface ClosedSpan {
  record: SpanRecord
  /** It says how many tokens were used. */
  usesTokens: boolean
  responseId: string | undefined
}

/** A class, because there is one for every call of a model. */
export class PredictionSpan {
  readonly #subject: CallSubject
  readonly #writing: SpanWriting
  readonly #writer: ContentWriter
  readonly #known: Attributes
  #isCaptured = true
  #isCut = false
  #startMs: number
  #startMonotonicMs: number
  #firstTokenMs: number | undefined

  constructor(subject: CallSubject, writing: SpanWriting) {
    this.#subject = subject
    this.#writing = writing
    this.#writer = new ContentWriter(writing.redact)
    // Read before the call, which may change its own arguments.
    this.#known = {
      ...this.#read('context_unreadable', () => contextAttributes(subject.context(), this.#writer)),
      ...this.#read('input_unreadable', () => {
        const { input } = this.#mayLeave({ input: subject.input() })
        return input && inputAttributes(input, this.#writer)
      }),
    }
    this.#startMs = writing.clock.nowMs()
    this.#startMonotonicMs = writing.clock.monotonicMs()
  }

  restart(): void {
    this.#startMs = this.#writing.clock.nowMs()
    this.#startMonotonicMs = this.#writing.clock.monotonicMs()
  }

  firstToken(): void {
    this.#firstTokenMs ??= this.#writing.clock.monotonicMs() - this.#startMonotonicMs
  }

  close({ status, error, read }: CallEnd, isUsageKnownBelow: boolean): ClosedSpan {
    const durationMs = Math.max(this.#writing.clock.monotonicMs() - this.#startMonotonicMs, 0)
    const failure = status === 'error' && !isAbort(error) ? describeFailure(error) : undefined
    const learned = this.#readOutput(read, failure)
    const responseId = learned[KEY.responseId]
    const message = learned[MESSAGE]
    return {
      usesTokens: learned[KEY.inputTokens] !== undefined || learned[KEY.outputTokens] !== undefined,
      responseId: typeof responseId === 'string' ? responseId : undefined,
      record: {
        name: this.#subject.task,
        kind: this.#known[KEY.operation] === undefined ? 'internal' : 'client',
        startMs: this.#startMs,
        durationMs,
        attributes: {
          [KEY.task]: this.#subject.task,
          [KEY.kind]: this.#subject.kind,
          [KEY.status]: status !== 'ok' && failure === undefined ? 'cancelled' : undefined,
          [KEY.contentCaptured]: this.#isCaptured,
          [KEY.truncated]: this.#isCut || this.#writer.isCut ? true : undefined,
          [KEY.firstTokenSeconds]: this.#firstTokenMs === undefined ? undefined : this.#firstTokenMs / 1000,
          [KEY.errorType]: failure?.type,
          [KEY.errorHttpStatus]: failure?.httpStatus,
          ...this.#known,
          ...learned,
          [MESSAGE]: undefined,
          ...(isUsageKnownBelow && NO_USAGE),
        },
        error: failure && describeError(failure.type, message),
      },
    }
  }

  #readOutput(read: ReadOutput | undefined, failure: Failure | undefined): Attributes {
    return this.#read('output_unreadable', () => {
      const facts = read?.()
      this.#isCut = facts?.isCut === true
      const { output, errorMessage } = this.#mayLeave({ output: facts, errorMessage: failure?.message })
      return {
        ...(output && outputAttributes(output, this.#writer)),
        [MESSAGE]: this.#writer.redact(errorMessage),
      }
    })
  }

  #mayLeave(content: Omit<CapturedContent, 'task'>): CapturedContent {
    const { task } = this.#subject
    const captured = applyCapture(this.#writing.capture, { task, ...content })
    if (captured.isWithheld) this.#isCaptured = false
    if (captured.hasFailed) this.#writing.drop('capture_failed')
    return captured.content
  }

  /** Whatever a caller's code throws costs this part of the span and goes no further. */
  #read(lossReason: string, read: () => Attributes | undefined): Attributes {
    this.#writer.isUnreadable = false
    let attributes: Attributes | undefined
    try {
      attributes = read()
    } catch {
      this.#writer.isUnreadable = true
    }
    if (this.#writer.isUnreadable) {
      this.#isCaptured = false
      this.#writing.drop(lossReason)
    }
    return attributes ?? {}
  }
}

type CapturedContent = Content<InputFacts, OutputFacts>

/** Where the words of an error travel together with what was answered; it is sent elsewhere. */
const MESSAGE = 'exception.message'

function describeError(type: string, message: Attributes[string]): SpanRecord['error'] {
  const words = typeof message === 'string' ? message : ''
  return { message: words, event: { 'exception.type': type, [MESSAGE]: words } }
}

/** A call around other calls uses what they use, and says so through them. */
const NO_USAGE: Attributes = {
  [KEY.inputTokens]: undefined,
  [KEY.outputTokens]: undefined,
  [KEY.cachedInputTokens]: undefined,
  [KEY.reasoningTokens]: undefined,
  [KEY.costUsd]: undefined,
}
