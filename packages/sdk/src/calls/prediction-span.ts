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
import { contextAttributes, inputAttributes, outputAttributes, put } from './span-attributes.ts'

/** What writing a span needs. */
export interface SpanWriting {
  clock: Clock
  /** Counts what is lost, by reason. */
  drop: (reason: string) => void
  capture: Capture<InputFacts, OutputFacts>
  redact: RedactText | undefined
}

type Status = 'ok' | 'error' | 'cancelled'

export interface CallEnd {
  status: Status
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
  readonly #context: Attributes
  readonly #input: Attributes
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
    this.#context = this.#read('context_unreadable', () => this.#readContext(subject))
    this.#input = this.#read('input_unreadable', () => {
      const { input } = this.#mayLeave({ input: subject.input() })
      return input && inputAttributes(input, this.#writer)
    })
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
    const { output, message } = this.#readOutput(read, failure)
    const responseId = output[KEY.responseId]
    return {
      usesTokens: output[KEY.inputTokens] !== undefined || output[KEY.outputTokens] !== undefined,
      responseId: typeof responseId === 'string' ? responseId : undefined,
      record: {
        name: this.#subject.task,
        kind: this.#context[KEY.operation] === undefined ? 'internal' : 'client',
        startMs: this.#startMs,
        durationMs,
        attributes: this.#gather({ status, failure, output: isUsageKnownBelow ? withoutUsage(output) : output }),
        error: failure && describeError(failure.type, message),
      },
    }
  }

  #gather({
    status,
    failure,
    output,
  }: {
    status: Status
    failure: Failure | undefined
    output: Attributes
  }): Attributes {
    const attributes: Attributes = {}
    put(attributes, KEY.task, this.#subject.task)
    put(attributes, KEY.kind, this.#subject.kind)
    put(attributes, KEY.status, status !== 'ok' && failure === undefined ? 'cancelled' : undefined)
    put(attributes, KEY.contentCaptured, this.#isCaptured)
    put(attributes, KEY.truncated, this.#isCut || this.#writer.isCut ? true : undefined)
    put(attributes, KEY.firstTokenSeconds, this.#firstTokenMs === undefined ? undefined : this.#firstTokenMs / 1000)
    put(attributes, KEY.errorType, failure?.type)
    put(attributes, KEY.errorHttpStatus, failure?.httpStatus)
    for (const part of [this.#context, this.#input, output]) for (const key in part) put(attributes, key, part[key])
    return attributes
  }

  #readContext(subject: CallSubject): Attributes {
    const attributes = contextAttributes(subject.context(), this.#writer)
    // Part of what was asked, for all that it is called a parameter.
    if (this.#writing.capture === 'metadata') delete attributes[KEY.stopSequences]
    return attributes
  }

  #readOutput(read: ReadOutput | undefined, failure: Failure | undefined): { output: Attributes; message: string } {
    let message = ''
    const output = this.#read('output_unreadable', () => {
      const facts = read?.()
      this.#isCut = facts?.isCut === true
      const captured = this.#mayLeave({ output: facts, errorMessage: failure?.message })
      const attributes = captured.output && outputAttributes(captured.output, this.#writer)
      message = this.#writer.redact(captured.errorMessage) ?? ''
      return attributes
    })
    return { output, message }
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

function describeError(type: string, message: string): SpanRecord['error'] {
  return { message, event: { 'exception.type': type, 'exception.message': message } }
}

/** A call around other calls uses what they use, and says so through them. */
function withoutUsage(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !USAGE.has(key)))
}

const USAGE: ReadonlySet<string> = new Set([
  KEY.inputTokens,
  KEY.outputTokens,
  KEY.cachedInputTokens,
  KEY.reasoningTokens,
  KEY.costUsd,
])
