import { afterEach, describe, expect, it } from 'vitest'
import { type Readers, startReaders } from './start-readers.ts'

const THREAD_FILE = new URL('./fixtures/obedient-reader.ts', import.meta.url)

let defects: unknown[]
let readers: Readers

function start(questionMsMax = 10_000): Readers['rows'] {
  defects = []
  readers = startReaders({
    data: '',
    threadFile: THREAD_FILE,
    onDefect: (error) => defects.push(error),
    questionMsMax,
  })
  return readers.rows
}

afterEach(() => readers.close())

describe('the readers', () => {
  it('answer each question with its own answer', async () => {
    const rows = start()
    const asked = Array.from({ length: 20 }, (_, index) => `answer ${index}`)
    expect(await Promise.all(asked.map((id) => rows.prediction(id)))).toEqual(asked)
  })

  it('say why a question has no answer, and go on', async () => {
    const rows = start()
    await expect(rows.prediction('fail')).rejects.toThrow('told to fail')
    expect(await rows.prediction('next')).toBe('next')
    expect(defects).toEqual([])
  })

  it('end a question that takes longer than one may, and answer those that waited behind it', async () => {
    const rows = start(300)
    const slow = [rows.prediction('spin'), rows.prediction('spin')]
    const behind = [rows.prediction('one'), rows.prediction('two')]
    for (const question of slow) await expect(question).rejects.toMatchObject({ code: 'query.too_slow' })
    expect(await Promise.all(behind)).toEqual(['one', 'two'])
    expect(await rows.prediction('three')).toBe('three')
  })

  it('answer with the others while one of them is busy', async () => {
    const rows = start(2_000)
    const slow = rows.prediction('spin')
    expect(await rows.prediction('quick')).toBe('quick')
    await expect(slow).rejects.toMatchObject({ code: 'query.too_slow' })
  })

  it('fail the question over which a thread ended, and no other', async () => {
    const rows = start()
    const [died, ...others] = [rows.prediction('die'), rows.prediction('one'), rows.prediction('two')]
    await expect(died).rejects.toThrow('ended')
    expect(await Promise.all(others)).toEqual(['one', 'two'])
    expect(await rows.prediction('later')).toBe('later')
  })

  it('refuse what comes when they are closed', async () => {
    const rows = start()
    await readers.close()
    await expect(rows.prediction('late')).rejects.toMatchObject({ code: 'query.busy' })
  })
})
