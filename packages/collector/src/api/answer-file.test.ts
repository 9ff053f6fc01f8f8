import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { answerFile } from './answer-file.ts'

function askFor(lines: AsyncIterable<string>): { answer: Promise<Response>; defects: unknown[] } {
  const defects: unknown[] = []
  const app = new Hono().get('/', (context) =>
    answerFile(
      context,
      { mediaType: 'text/csv', fileName: 'a.csv', lines },
      { onDefect: (error) => defects.push(error) },
    ),
  )
  return { answer: Promise.resolve(app.request('/')), defects }
}

describe('a file', () => {
  it('is made no faster than it is read', async () => {
    let made = 0
    async function* lines(): AsyncGenerator<string> {
      for (; made < 1000; made++) yield `line ${made}\n`
    }
    const { answer } = askFor(lines())
    const body = (await answer).body as ReadableStream<Uint8Array>
    const reader = body.getReader()
    expect(made).toBe(0)
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('line 0\n')
    expect(made).toBeLessThan(4)
    await reader.cancel()
  })

  it('is one to keep, under its name', async () => {
    const { headers } = await askFor((async function* none() {})()).answer
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'text/csv',
      'attachment; filename="a.csv"',
    ])
  })

  it('that fails in the middle breaks off, and we are told', async () => {
    const failure = new Error('the disk')
    async function* lines(): AsyncGenerator<string> {
      yield 'one\n'
      throw failure
    }
    const { answer, defects } = askFor(lines())
    await expect((await answer).text()).rejects.toThrow('the disk')
    expect(defects).toEqual([failure])
  })
})
