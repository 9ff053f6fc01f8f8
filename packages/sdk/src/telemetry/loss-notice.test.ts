import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAwayNotice, createLossNotice, createSpoolNotice, type Loss } from './loss-notice.ts'

let said: string[] = []

beforeEach(() => {
  said = []
  vi.spyOn(console, 'warn').mockImplementation((sentence: string) => void said.push(sentence))
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a loss', () => {
  it('is said once for each reason, in one sentence that helps', () => {
    const { onDropped } = createLossNotice('predictions', undefined)
    for (const reason of ['http_401', 'http_401', 'queue_full', 'http_418', 'queue_full']) onDropped(reason, 1)
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(/http_401.*TRIMTAB_KEY/)
    for (const sentence of said) expect(sentence).toMatch(/^Trimtab has lost predictions \(\w+\)[^.]*\.$/)
  })

  it('is told to the app each time instead, where it wants to know, whatever the app does with it', () => {
    const told: Loss[] = []
    const { onDropped } = createLossNotice('feedback', (loss) => {
      told.push(loss)
      throw new Error('the app has broken')
    })
    onDropped('closed', 2)
    onDropped('closed', 3)
    expect(told).toEqual([
      { signal: 'feedback', reason: 'closed', count: 2 },
      { signal: 'feedback', reason: 'closed', count: 3 },
    ])
    expect(said).toEqual([])
  })

  it('of a part is not said to be one of the whole', () => {
    createLossNotice('predictions', undefined).onDropped('input_unreadable', 1)
    expect(said[0]).toMatch(/^Trimtab sent a prediction without its input \(input_unreadable\): .*\.$/)
  })

  it('that the collector explains is said in its words', () => {
    const { onDropped, onRejected } = createLossNotice('predictions', undefined)
    onDropped('rejected', 1)
    onRejected('a span names no task')
    onRejected('a span has no start time')
    expect(said).toEqual(["Trimtab's collector has rejected predictions: a span names no task."])
  })

  it('is foretold when the second attempt has found no collector, once', () => {
    const notice = createAwayNotice({ signal: 'feedback', url: 'http://127.0.0.1:4318', isOnDisk: true })
    notice('ECONNREFUSED')
    expect(said).toEqual([])
    for (let attempt = 0; attempt < 9; attempt += 1) notice('ECONNREFUSED')
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/http:\/\/127\.0\.0\.1:4318 \(ECONNREFUSED\).*feedback waits on disk\.$/)
  })

  it('that is not one yet, is said once too', () => {
    const notice = createSpoolNotice('feedback')
    for (const reason of ['spool_unwritable', 'spool_unwritable', 'spool_full']) notice(reason)
    expect(said).toHaveLength(2)
    for (const sentence of said) expect(sentence).toMatch(/^The spool folder of Trimtab [^.]*\.$/)
  })
})
