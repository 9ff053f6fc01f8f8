// What a command says when somebody ends it half-way, in place of nothing. The store is whole at every moment, so that it
// ends at once; what is left to be done, and by whom, only the command knows.

interface Ending {
  once: (signal: 'SIGINT', end: () => void) => unknown
  off: (signal: 'SIGINT', end: () => void) => unknown
  exit: (code: number) => void
}

/** What is returned takes it back, for when nothing is half done any more. */
export function sayWhenInterrupted(sentence: string, ending: Ending = process): () => void {
  const end = (): void => {
    process.stderr.write(`\r\u001B[Ktrimtab: ${sentence}\n`)
    ending.exit(1)
  }
  ending.once('SIGINT', end)
  return () => void ending.off('SIGINT', end)
}
