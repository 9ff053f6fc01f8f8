import { expect, it } from 'vitest'
import { TrimtabFeedbackElement } from './element.ts'

it('can be imported where pages are put together, on a server without elements', () => {
  expect(globalThis.customElements).toBeUndefined()
  expect(TrimtabFeedbackElement.observedAttributes).toContain('text-up')
})
