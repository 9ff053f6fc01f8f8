// Answers a file that is written while it is read: nothing of it is made before its reader takes what there is, and a
// reader that takes nothing is given up. What fails in the middle breaks the line off, so that no half is taken for all.

import type { ServerResponse } from 'node:http'
import { ReadableStream } from 'node:stream/web'
import type { Context } from 'hono'
import type { AppParts } from './app-parts.ts'

/** Nothing of it was taken for this long. */
const STANDSTILL_MS_MAX = 10_000

interface FileAnswer {
  mediaType: string
  /** Letters, digits, dots and hyphens alone. */
  fileName: string
  lines: AsyncIterable<string>
}

export function answerFile(
  context: Context,
  { mediaType, fileName, lines }: FileAnswer,
  { onDefect }: Pick<AppParts, 'onDefect'>,
): Response {
  const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse }
  outgoing?.setTimeout(STANDSTILL_MS_MAX, () => outgoing.destroy())
  const encoder = new TextEncoder()
  async function* encode(): AsyncGenerator<Uint8Array> {
    try {
      for await (const text of lines) yield encoder.encode(text)
    } catch (error) {
      onDefect(error)
      throw error
    }
  }
  context.header('content-type', mediaType)
  context.header('content-disposition', `attachment; filename="${fileName}"`)
  return context.body(ReadableStream.from(encode()) as globalThis.ReadableStream)
}
