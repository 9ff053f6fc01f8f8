import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLossNotice, createSpoolNotice, type Loss } from './loss-notice.ts'

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
    const notice = createLossNotice('predictions', undefined)
    for (const reason of ['http_401', 'http_401', 'queue_full', 'http_418', 'queue_full']) notice(reason, 1)
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(/http_401.*TRIMTAB_KEY/)
    for (const sentence of said) expect(sentence).toMatch(/^Trimtab has lost predictions \(\w+\)[^.]*\.$/)
  })

  it('is told to the app each time instead, where it wants to know, whatever the app does with it', () => {
    const told: Loss[] = []
    const notice = createLossNotice('feedback', (loss) => {
      told.push(loss)
      throw new Error('the app has broken')
    })
    notice('closed', 2)
    notice('closed', 3)
    expect(told).toEqual([
      { signal: 'feedback', reason: 'closed', count: 2 },
      { signal: 'feedback', reason: 'closed', count: 3 },
    ])
    expect(said).toEqual([])
  })

  it('that is not one yet, is said once too', () => {
    const notice = createSpoolNotice('feedback')
    for (const reason of ['spool_unwritable', 'spool_unwritable', 'spool_full']) notice(reason)
    expect(said).toHaveLength(2)
    for (const sentence of said) expect(sentence).toMatch(/^The spool folder of Trimtab [^.]*\.$/)
  })
})
