// An error as another thread can be told of it. A clone keeps neither its class nor its code, and of one that only looks
// like an error, as those of the database do, nothing at all: so both are said in words.

export function cloneableError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const code = 'code' in error ? ` (${String(error.code)})` : ''
  return Object.assign(new Error(`${error.name}: ${error.message}${code}`), { stack: error.stack })
}
