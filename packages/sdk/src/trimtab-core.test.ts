import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from './fixtures/recording-collector.ts'
import { createTrimtab } from './on-node.ts'

let collector: RecordingCollector

beforeAll(async () => {
  collector = await startRecordingCollector()
})
afterAll(() => collector.close())

describe('where no prediction is drawn', () => {
  it('those that something is said about are sent all the same, whatever points at them', async () => {
    const trimtab = createTrimtab({ url: collector.url, sample: 0 })
    const ask = (task: string, id: string): void => {
      trimtab.monitor(task, () => 'answer', {
        output: (text) => ({ text, responseId: id }),
        session: `session of ${id}`,
      })()
    }
    ask('by.response', 'r-1')
    trimtab.feedback({ responseId: 'r-1' }).thumbs('up')
    ask('by.session', 'r-2')
    trimtab.feedback({ session: 'session of r-2' }).thumbs('up')
    const { prediction } = await trimtab.monitor('by.id', () => 'answer').detailed()
    // As another process has it, which stored the id.
    trimtab.feedback({ prediction: prediction.id }).thumbs('up')
    ask('by.nothing', 'r-3')
    await trimtab.close()
    const spans = collector.items().filter(({ path }) => path === '/v1/traces')
    expect(spans.map(({ fields }) => fields['name'] as string).toSorted()).toEqual([
      'by.id',
      'by.response',
      'by.session',
    ])
  })
})

describe('what is redacted', () => {
  it('is so in a feedback as in a prediction', async () => {
    const trimtab = createTrimtab({ url: collector.url, redact: ['email'] })
    const { prediction } = await trimtab.monitor('redacted', (text: string) => text).detailed('I am ann@example.org')
    trimtab.feedback(prediction).comment('ask bob@example.org')
    trimtab.feedback(prediction).correct({ to: 'cid@example.org' }, { metadata: { from: 'dan@example.org' } })
    await trimtab.close()
    const sent = collector.requests.filter(({ text }) => text.includes('[email]'))
    expect(sent.map(({ path }) => path).toSorted()).toEqual(['/v1/logs', '/v1/traces'])
    expect(JSON.stringify(sent)).not.toContain('@example.org')
  })
})
