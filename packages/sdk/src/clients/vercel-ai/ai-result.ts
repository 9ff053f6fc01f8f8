// Which answer of a model a result of the AI SDK ends in. The SDK makes a new object for its caller, so all that leads
// back to a call is the id of the answer.

/**
 * Looks at what a result holds and asks it for nothing: the fields of a stream's result are getters that begin to read
 * the stream.
 */
export function findResponseId(result: unknown): string | undefined {
  const steps = readOwn(result, 'steps')
  const answer = Array.isArray(steps) ? (steps.at(-1) as unknown) : result
  const id = readOwn(readOwn(answer, 'response'), 'id')
  return typeof id === 'string' ? id : undefined
}

function readOwn(holder: unknown, field: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined
  try {
    return Object.getOwnPropertyDescriptor(holder, field)?.value
  } catch {
    return undefined
  }
}
