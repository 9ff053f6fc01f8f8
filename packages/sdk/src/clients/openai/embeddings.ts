// Embeddings. The vectors themselves are not recorded: they are larger than all the rest together, and the text and
// the model they come from are known.
import type { ModelOperation } from '../model-operation.ts'
import { fieldsOf, textOf } from '../wire-value.ts'
import { readSubject } from './request.ts'
import { readTexts } from './texts.ts'
import { readUsage } from './usage.ts'

export const embeddings: ModelOperation = {
  task: 'embeddings',
  kind: 'embedding',
  readContext: (request) => ({ operation: 'embeddings', ...readSubject(request) }),
  readInput: (request) => readTexts(request['input']),
  outcome: {
    readWhole: (result) => {
      const { model, usage } = fieldsOf<{ model: unknown; usage: unknown }>(result)
      return { model: textOf(model), usage: readUsage(usage) }
    },
    // It never comes in pieces.
    openStream: () => ({ add: () => false, read: () => ({}) }),
  },
}
