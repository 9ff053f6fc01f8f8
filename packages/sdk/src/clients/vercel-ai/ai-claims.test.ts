import { setTimeout as wait } from 'node:timers/promises'
import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { recordCalls } from '../../fixtures/recorded-calls.ts'
import { createAiClaims } from './ai-claims.ts'

function open() {
  const { calls } = recordCalls()
  const call = calls.begin({ task: 'outer', kind: 'generation', context: () => ({}), input: () => ({}) })
  const claims = createAiClaims(() => {
    const storage = new AsyncLocalStorage<never>()
    return { get: () => storage.getStore(), run: (value, work) => storage.run(value as never, work) }
  })
  return { call, claims }
}

test('the first one inside a call takes it over, and nobody after', async () => {
  const { call, claims } = open()
  const offer = { call, isTaken: false }
  await claims.run(offer, async () => {
    await wait(1)
    expect(claims.take(undefined)).toBe(call)
    expect(claims.take(undefined)).toBeUndefined()
  })
  expect(offer.isTaken).toBe(true)
  expect(claims.take(undefined)).toBeUndefined()
})

test('a call is known again by its prompt, once', () => {
  const { call, claims } = open()
  const prompt = [{ role: 'user' }]
  claims.offerFor(prompt, call)
  expect(claims.take([{ role: 'user' }])).toBeUndefined()
  expect(claims.take(prompt)).toBe(call)
  expect(claims.take(prompt)).toBeUndefined()
})
