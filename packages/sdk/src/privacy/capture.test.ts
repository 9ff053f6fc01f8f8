import { describe, expect, it } from 'vitest'
import { applyCapture, type Capture } from './capture.ts'

const input = { system: 'Be kind.', text: 'I am Ann.', messages: [{}], tools: [{}], features: { income: 52_000 } }
const answer = {
  text: 'Hello Ann.',
  messages: [{}],
  label: 'approved',
  score: 0.9,
  probabilities: { approved: 0.9 },
  value: 0.4,
  finishReason: 'stop',
  model: 'model-2',
  responseId: 'r-1',
  usage: { inputTokens: 3 },
  isCut: false,
}
const content = { task: 'greet', input, output: answer, errorMessage: 'I am Ann. is not JSON' }

type AnyCapture = Capture<object, { value?: unknown; label?: string | number }>
const apply = (capture: unknown, given: object = {}) => applyCapture(capture as AnyCapture, { ...content, ...given })

describe('what leaves the app', () => {
  it('is all of it when all is asked for', () => {
    expect(apply('all')).toEqual({ content, isWithheld: false, hasFailed: false })
  })

  it('is the figures of the answer and no word when only metadata is asked for', () => {
    const figures = { ...answer, text: undefined, messages: undefined }
    expect(apply('metadata')).toEqual({
      content: { task: 'greet', output: figures },
      isWithheld: true,
      hasFailed: false,
    })
  })

  it('as metadata has no result that is more than a number, and no label that is a text', () => {
    const { content: kept } = apply('metadata', { output: { value: { name: 'Ann' }, label: 'a'.repeat(129), more: 1 } })
    expect(JSON.stringify(kept)).toBe('{"task":"greet","output":{}}')
    expect(apply('metadata', { output: { label: 7, value: true } }).content.output).toMatchObject({
      label: 7,
      value: true,
    })
  })

  it('is what the function gives, which was captured unless a whole side is gone', () => {
    const shorter = { task: 'greet', input: { features: {} }, output: { text: 'Hello.' } }
    expect(apply(() => shorter)).toEqual({ content: shorter, isWithheld: false, hasFailed: false })
    expect(apply(() => ({ task: 'greet', output: answer }))).toMatchObject({ isWithheld: true, hasFailed: false })
    expect(apply(() => 'metadata')).toEqual(apply('metadata'))
  })

  it.each([
    () => {
      throw new Error('broken')
    },
    () => undefined,
    () => 'all',
    () => ({ input: 'text' }),
    () => ({ errorMessage: 5 }),
    async () => Promise.reject(new Error('broken')),
  ])('is metadata when the function throws or gives no content: %s', (capture) => {
    expect(apply(capture)).toEqual({ ...apply('metadata'), hasFailed: true })
  })

  it('never depends on what a hostile answer does', () => {
    const hostile = {
      score: 0.5,
      get label(): string {
        throw new Error('no')
      },
    }
    expect(apply('metadata', { output: hostile }).content.output).toEqual({ score: 0.5 })
  })
})
