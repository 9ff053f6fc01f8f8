// Lets only so many do something at once. The others wait: those who ask for much behind themselves, not behind others.

export type TakeTurns = <Result>(use: () => Promise<Result>, who?: string) => Promise<Result>

/** Whoever waits is served in turn with whoever else waits, each in the order in which they asked. */
export function createTurns(atOnceMax: number): TakeTurns {
  let atOnce = 0
  const waiting = new Map<string, (() => void)[]>()

  function callNext(): void {
    const [[who, own] = []] = waiting
    if (who === undefined || own === undefined) return void (atOnce -= 1)
    const next = own.shift()
    waiting.delete(who)
    // To the end of the line, if there is more.
    if (own.length > 0) waiting.set(who, own)
    next?.()
  }

  function wait(who: string): Promise<void> {
    return new Promise((resolve) => {
      const own = waiting.get(who) ?? []
      own.push(resolve)
      waiting.set(who, own)
    })
  }

  return async (use, who = '') => {
    if (atOnce >= atOnceMax) await wait(who)
    else atOnce += 1
    try {
      return await use()
    } finally {
      callNext()
    }
  }
}
