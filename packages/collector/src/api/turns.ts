// Lets only so many do something at once; the others wait in the order they came. How many may wait is for the caller to
// bound.

export type TakeTurns = <Result>(use: () => Promise<Result>) => Promise<Result>

export function createTurns(atOnceMax: number): TakeTurns {
  let atOnce = 0
  const waiting: (() => void)[] = []
  return async (use) => {
    if (atOnce >= atOnceMax) await new Promise<void>((resolve) => waiting.push(resolve))
    else atOnce += 1
    try {
      return await use()
    } finally {
      const next = waiting.shift()
      if (next === undefined) atOnce -= 1
      else next()
    }
  }
}
