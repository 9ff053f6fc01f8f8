// What went wrong in a call, in words. Anything can be thrown, also what does not want to be looked at.

export interface Failure {
  type: string
  message: string
  httpStatus: number | undefined
}

/** A name; some put a whole sentence there. */
const TYPE_CHARS_MAX = 128

export function describeFailure(error: unknown): Failure {
  try {
    if (!(error instanceof Error)) return { type: typeof error, message: String(error), httpStatus: undefined }
    const { name, message, status, statusCode }: ErrorLike = error
    return {
      // A subclass that sets no name is still told apart by its class.
      type: String(name === 'Error' ? error.constructor.name : name).slice(0, TYPE_CHARS_MAX),
      message: String(message),
      httpStatus: [status, statusCode].find(isHttpStatus),
    }
  } catch {
    return { type: 'unknown', message: '', httpStatus: undefined }
  }
}

interface ErrorLike {
  name: unknown
  message: unknown
  /** As the clients of OpenAI and Anthropic have it. */
  status?: unknown
  /** As the AI SDK has it. */
  statusCode?: unknown
}

/** Whoever aborts a call did not see it fail: they did not want the answer any more. */
export function isAbort(error: unknown): boolean {
  try {
    if (!(error instanceof Error)) return false
    // The clients of OpenAI and Anthropic have a class for it and leave its name at `Error`.
    return error.name === 'AbortError' || error.constructor.name === 'APIUserAbortError'
  } catch {
    return false
  }
}

function isHttpStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600
}
