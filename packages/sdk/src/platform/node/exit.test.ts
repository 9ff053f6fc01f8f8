import { expect, it } from 'vitest'
import { createTrimtab } from '../../on-node.ts'

const EVENTS = ['beforeExit', 'exit', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const

function countListeners(): number[] {
  return EVENTS.map((event) => process.listenerCount(event))
}

it('however many there are of us, the process has one listener of ours for each way to end', async () => {
  const before = countListeners()
  const warnings: Error[] = []
  const hear = (warning: Error): void => void warnings.push(warning)
  process.on('warning', hear)
  const many = Array.from({ length: 12 }, () => createTrimtab({ url: 'http://127.0.0.1:1', spool: false }))
  expect(countListeners().map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1, 0, 0, 0])
  await new Promise((resolve) => setImmediate(resolve))
  expect(warnings).toEqual([])
  await Promise.all(many.map((trimtab) => trimtab.close()))
  expect(countListeners()).toEqual(before)
  process.off('warning', hear)
})
