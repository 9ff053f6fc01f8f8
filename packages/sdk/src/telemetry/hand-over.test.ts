import { expect, it } from 'vitest'
import { createTrimtab } from '../index.ts'
import { startRecordingCollector } from '../fixtures/recording-collector.ts'

it('a function that is stopped once it has answered hands over the promise that everything has arrived', async () => {
  const collector = await startRecordingCollector()
  const promised: Promise<unknown>[] = []
  const trimtab = createTrimtab({ url: collector.url, waitUntil: (promise) => void promised.push(promise) })
  const reply = trimtab.monitor('reply', (question: string) => question)
  const { prediction } = await reply.detailed('one')
  reply('two')
  trimtab.feedback(prediction.id).thumbs('up')
  expect(promised).toHaveLength(1)
  await promised[0]
  expect(collector.items()).toHaveLength(3)
  reply('three')
  expect(promised).toHaveLength(2)
  await promised[1]
  expect(collector.items()).toHaveLength(4)
  await collector.close()
})

it('a runtime that takes no promise just now changes nothing', async () => {
  const collector = await startRecordingCollector()
  const trimtab = createTrimtab({
    url: collector.url,
    waitUntil: () => {
      throw new Error('not inside of a request')
    },
  })
  expect(trimtab.monitor('reply', (question: string) => question)('one')).toBe('one')
  await trimtab.flush()
  expect(collector.items()).toHaveLength(1)
  await collector.close()
})
