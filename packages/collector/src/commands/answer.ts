// Asks the person at the terminal for a line. Whoever ends the question instead, with Ctrl-C or at the end of the input,
// has answered too: with nothing.

import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'

interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  isTerminal?: boolean | undefined
}

export async function answerTo(question: string, { input, output, isTerminal }: Terminal): Promise<string> {
  const lines = createInterface({ input, output, terminal: isTerminal })
  const ended = once(lines, 'close').then(() => null)
  // It rejects where it is ended with Ctrl-C, and at the end of the input it never settles.
  const answer = await Promise.race([lines.question(question).catch(() => null), ended])
  if (answer === null) output.write('\n')
  lines.close()
  return (answer ?? '').trim()
}
