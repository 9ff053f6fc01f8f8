import { expect, it } from 'vitest'
import { makeFeedbackToken } from '../prediction/feedback-token.ts'
import { readTokenContent } from './token-content.ts'

const prediction = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'

it('a page can read what its token allows and until when', () => {
  const token = makeFeedbackToken(
    prediction,
    { kinds: ['comment', 'thumbs'], actor: 'Zoë 🙂', expiresInSeconds: 60 },
    { signingKey: 'key', nowMs: 1_000_000, sign: () => 'mac', randomHex: () => 'random' },
  )
  expect(readTokenContent(token)).toMatchObject({ kinds: ['thumbs', 'comment'], expiresAt: 1060 })
})

it('what is no token says nothing', () => {
  for (const token of ['', 'v1', 'v1.a.b', 'v1.bnVsbA.b', 'v1.%.b', `v1.${'x'.repeat(9)}.b`]) {
    expect(readTokenContent(token)).toEqual({})
  }
})
