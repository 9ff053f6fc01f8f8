// The app's own code: a model call, wrapped once. Everything else in this folder only uses `reply`.

import { createTrimtab } from '@trimtab/sdk'
import { complete } from './model.mjs'

export const trimtab = createTrimtab({ service: 'support-bot' })

export const reply = trimtab.monitor('support.reply', (question, _customer) => complete(question), {
  model: 'canned-1',
  prompt: { name: 'reply', version: '1' },
  input: (question) => ({ system: 'You answer for the shop. Be brief and kind.', text: question }),
  output: (answer) => ({ text: answer.text, finishReason: 'stop' }),
  user: (_question, customer) => customer,
})
