// A file that a command reads as a stream: standard input, unpacked where its name says that it is packed, and refused in
// a sentence wherever it breaks off.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal, unreadableFile } from '../refusal.ts'

/** `-` is standard input. Rejects where there is no such file. */
export async function openInput(file: string): Promise<AsyncIterable<Uint8Array>> {
  return readable(await openFile(file), file)
}

async function openFile(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin
  const facts = await stat(file).catch((error: unknown) => {
    throw unreadableFile(file, error)
  })
  if (!facts.isFile()) throw new Refusal('file.unreadable', `${file} is not a file.`)
  const bytes = createReadStream(file)
  if (!file.endsWith('.gz')) return bytes
  // What goes wrong on the way comes out of the end that is read.
  return pipeline(bytes, createGunzip(), () => undefined)
}

/** A file that breaks off in the middle ends the command with a sentence; what came before is stored. */
async function* readable(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw unreadableFile(file, error)
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    // Whoever has seen enough of standard input would otherwise wait for the rest of it.
    await iterator.return?.()
  }
}
