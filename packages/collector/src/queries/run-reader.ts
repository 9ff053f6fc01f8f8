// What a reader's thread does: answers one question after the other out of a store that it can only read.

import type { MessagePort } from 'node:worker_threads'
import { cloneableError } from '../cloneable-error.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { FromReader, Question, ToReader } from './reader-messages.ts'

interface ReaderParts {
  /** To the main thread. */
  port: MessagePort
  rows: RowsReading
  close: () => void
}

export function runReader({ port, rows, close }: ReaderParts): void {
  const tell = (message: FromReader): void => port.postMessage(message)

  async function answer({ number, question, given }: Question): Promise<void> {
    try {
      const ask = rows[question] as (...given: unknown[]) => Promise<unknown>
      tell({ kind: 'answer', number, value: await ask(...given) })
    } catch (error) {
      tell({ kind: 'failure', number, error: cloneableError(error) })
    }
  }

  port.on('message', (message: ToReader) => {
    if (message.kind === 'question') return void answer(message)
    close()
    port.close()
  })
}
