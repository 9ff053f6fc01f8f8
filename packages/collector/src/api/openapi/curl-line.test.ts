import { expect, it } from 'vitest'
import { curlLine } from './curl-line.ts'

it('keeps a quote in what is sent from ending it', () => {
  const operation = {
    operationId: 'say',
    tags: [],
    summary: '',
    security: [{}],
    requestBody: { required: true, content: { 'application/json': { schema: {}, example: "it's" } } },
    responses: {},
  }
  expect(curlLine({ origin: 'http://127.0.0.1:4318', path: '/say/{what}', method: 'put', operation })).toBe(
    String.raw`curl -X PUT -H 'content-type: application/json' -d '"it'\''s"' 'http://127.0.0.1:4318/say/WHAT'`,
  )
})
