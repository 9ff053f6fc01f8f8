// Legacy completions: a text in, the text that follows it out. Their answers are read as those of a chat, in which the
// text is what an assistant said.
import type { ModelOperation } from '../model-operation.ts'
import { fieldsOf, listOf } from '../wire-value.ts'
import { chat } from './chat.ts'
import { readParameters, readSubject } from './request.ts'
import { readTexts } from './texts.ts'

export const completions: ModelOperation = {
  task: 'completions',
  kind: 'generation',
  readContext: (request) => ({
    operation: 'text_completion',
    ...readSubject(request),
    parameters: readParameters(request),
  }),
  readInput: (request) => readTexts(request['prompt']),
  outcome: {
    readWhole: (result) => chat.outcome.readWhole(asChat(result)),
    openStream: () => {
      const chunks = chat.outcome.openStream()
      return { add: (chunk) => chunks.add(asChat(chunk)), read: () => chunks.read() }
    },
  },
}

function asChat(answer: unknown): object {
  const fields = fieldsOf<{ choices: unknown }>(answer)
  const choices = listOf<{ text: unknown }>(fields.choices).map((choice) => {
    const said = { role: 'assistant', content: choice.text }
    return { ...choice, message: said, delta: said }
  })
  return { ...fields, choices }
}
