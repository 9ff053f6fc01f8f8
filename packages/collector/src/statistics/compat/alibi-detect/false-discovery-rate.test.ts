import { expect, it } from 'vitest'
import { alibiFalseDiscoveryRate } from './false-discovery-rate.ts'

it('rejects below a limit, and not at it', () => {
  expect(alibiFalseDiscoveryRate([0.01, 0.8], 0.05)).toEqual({ any: true, threshold: 0.025 })
  expect(alibiFalseDiscoveryRate([0.025, 0.8], 0.05).any).toBe(false)
})

it('gives back every limit where nothing is rejected', () => {
  expect(alibiFalseDiscoveryRate([0.5, 0.8], 0.05).threshold).toEqual([0.025, 0.05])
})
