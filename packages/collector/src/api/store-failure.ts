// A write that the database could not take is the client's to repeat: nothing of it was stored.

import { ProblemError } from './problem.ts'

export async function orUnavailable<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    throw new ProblemError('store.unavailable', undefined, { cause: error })
  }
}
