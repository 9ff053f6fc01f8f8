import { expect, test } from 'vitest'
import { mistakesOf } from './places.ts'
import { newQueueDraft } from './queue-draft.ts'

const draft = newQueueDraft('t', 0)
const reason = (errors: { pointer: string; message: string }[]) => ({ detail: 'No.', code: 'request.invalid', errors })

test('each mistake stands at its field', () => {
  const { at, rest } = mistakesOf(
    reason([
      { pointer: '/name', message: 'must not be empty' },
      { pointer: '/fields/1/options', message: 'must all be different' },
      { pointer: '/mood', message: 'is not known here' },
    ]),
    draft,
  )
  expect([at('name'), at('fields.1.options'), at('fields.1'), at('fields.0'), rest]).toEqual([
    'must not be empty',
    'must all be different',
    'must all be different',
    null,
    ['mood is not known here'],
  ])
})

test('rules that are off are not counted', () => {
  // The second that is sent is the third of the form.
  expect(draft.rules.map(({ isOn }) => isOn).slice(0, 3)).toEqual([true, false, true])
  expect(mistakesOf(reason([{ pointer: '/rules/1/share', message: 'is needed' }]), draft).at('rules.2.share')).toBe(
    'is needed',
  )
})

test('a refusal without places is said as a whole, and a name that is taken at the name', () => {
  expect(mistakesOf({ detail: 'There are as many as there may be.', code: 'queue.too_many' }, draft).rest).toHaveLength(
    1,
  )
  expect(mistakesOf({ detail: 'Taken.', code: 'queue.name_taken' }, draft).at('name')).toContain('another queue')
  expect(mistakesOf(null, draft).rest).toEqual([])
})
