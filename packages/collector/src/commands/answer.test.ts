import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { answerTo } from './answer.ts'

function ask(typed: string): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = answerTo('Go on? ', { input, output, isTerminal: true })
  input.write(typed)
  return answer
}

it('is what was typed, and nothing where the question was ended', async () => {
  expect(await ask(' yes \r')).toBe('yes')
  expect(await ask('ye\u0003')).toBe('')
  expect(await ask('\u0004')).toBe('')
})

it('is nothing where the input ends before a line does', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = answerTo('Go on? ', { input, output })
  input.end()
  expect(await answer).toBe('')
})
