// How much of what a model was given and answered leaves the app. Pure: what comes in stays as it is.

/**
 * What a model was given, what it answered, and what went wrong in words; each only where it is at hand. Most of it may
 * be the very objects of the app: read them, never change them.
 */
export interface Content<Input, Output> {
  readonly task: string
  readonly input?: Input | undefined
  readonly output?: Output | undefined
  /** The message of what was thrown, which often repeats what the model was given. */
  readonly errorMessage?: string | undefined
}

/** Gives what may leave, or `'metadata'` for none of it. */
export type CaptureContent<Input, Output> = (content: Content<Input, Output>) => Content<Input, Output> | 'metadata'

export type Capture<Input, Output> = 'all' | 'metadata' | CaptureContent<Input, Output>

export interface Captured<Input, Output> {
  content: Content<Input, Output>
  /** Content was there and does not leave: the prediction says of itself that its content was not captured. */
  isWithheld: boolean
  /** The function threw, or gave something else than content: all of it is withheld. */
  hasFailed: boolean
}

/** What `metadata` may look into an answer for. */
export interface AnswerFacts {
  readonly label?: string | number | undefined
  readonly value?: unknown
}

/**
 * What stays of an answer: the figures that say how the model behaves and not what was said. A new fact is content
 * until it is named here.
 */
const ANSWER_METADATA = [
  'model',
  'responseId',
  'finishReason',
  'usage',
  'isCut',
  'label',
  'score',
  'probabilities',
  'value',
]

/** A label is one of a few that are known beforehand; what is longer is a text. */
const LABEL_CHARS_MAX = 128

/** Never throws. */
export function applyCapture<Input extends object, Output extends AnswerFacts>(
  capture: Capture<Input, Output>,
  content: Content<Input, Output>,
): Captured<Input, Output> {
  if (capture === 'all') return { content, isWithheld: false, hasFailed: false }
  let hasFailed = false
  if (capture !== 'metadata') {
    try {
      const given: unknown = capture(content)
      if (isContent<Input, Output>(given)) return { content: given, isWithheld: lacks(given, content), hasFailed }
      hasFailed = given !== 'metadata'
      // Whoever wrote an async function is told by what is counted, not by a rejection that nobody handles.
      if (given instanceof Promise) given.catch(() => undefined)
    } catch {
      hasFailed = true
    }
  }
  const { task, output } = content
  return { content: { task, output: output && answerMetadata(output) }, isWithheld: true, hasFailed }
}

/** The figures of an answer without its words. */
function answerMetadata<Output extends AnswerFacts>(output: Output): Output {
  const figures = ANSWER_METADATA.map((name) => [name, readFigure(output, name)])
  // Every fact of an answer may be absent.
  return Object.fromEntries(figures) as Output
}

function readFigure(output: AnswerFacts, name: string): unknown {
  try {
    const fact: unknown = Reflect.get(output, name)
    return isFigure(name, fact) ? fact : undefined
  } catch {
    return undefined
  }
}

function isFigure(name: string, fact: unknown): boolean {
  if (name === 'value') return typeof fact === 'number' || typeof fact === 'boolean'
  return name !== 'label' || typeof fact !== 'string' || fact.length <= LABEL_CHARS_MAX
}

function isContent<Input, Output>(given: unknown): given is Content<Input, Output> {
  if (typeof given !== 'object' || given === null || given instanceof Promise) return false
  const { input, output, errorMessage } = given as { [name in keyof Content<Input, Output>]?: unknown }
  return isFacts(input) && isFacts(output) && (errorMessage === undefined || typeof errorMessage === 'string')
}

function isFacts(given: unknown): boolean {
  return given === undefined || (typeof given === 'object' && given !== null)
}

/** Whether a whole side is gone. What is only changed or shortened is what the app wants to be known. */
function lacks<Input, Output>(given: Content<Input, Output>, content: Content<Input, Output>): boolean {
  return (
    (content.input !== undefined && given.input === undefined) ||
    (content.output !== undefined && given.output === undefined)
  )
}
