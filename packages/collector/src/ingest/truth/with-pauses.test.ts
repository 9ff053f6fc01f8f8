import { expect, it } from 'vitest'
import { withPauses } from './with-pauses.ts'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number += 1) yield await Promise.resolve(number)
}

it('others have their turn while a stream is read that never waits, and nothing of it is lost', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  let sum = 0
  for await (const number of withPauses(numbers(60))) {
    sum += number
    const untilMs = performance.now() + 2
    while (performance.now() < untilMs) continue
  }
  clearInterval(timer)
  expect(sum).toBe((59 * 60) / 2)
  expect(turns).toBeGreaterThan(3)
})
