// Four customers ask, and say what they think. Run it while a collector listens: `node examples/support-bot/ask.mjs`.

import { reply, trimtab } from './bot.mjs'

const CUSTOMERS = [
  { name: 'customer-1', question: 'Can I still return the blue kettle?', thumbs: 'up' },
  { name: 'customer-2', question: 'Where is my order?', thumbs: 'up' },
  { name: 'customer-3', question: 'The kettle leaks. What now?', thumbs: 'down', comment: 'I already sent a photo' },
  { name: 'customer-4', question: 'Do you ship to Norway?', correction: 'Yes, we ship to Norway in five days.' },
]

for (const { name, question, thumbs, comment, correction } of CUSTOMERS) {
  const { result, prediction } = await reply.detailed(question, name)
  console.log(`${name}: ${question}\n  ${result.text}`)
  const speak = trimtab.feedback(prediction.id)
  if (thumbs !== undefined) speak.thumbs(thumbs, { comment, actor: name })
  if (correction !== undefined) speak.correct(correction, { actor: 'support-team', source: 'reviewer' })
}

await trimtab.close({ timeoutMs: 3000 })
const { predictions, feedback } = trimtab.stats()
if (predictions.sent === CUSTOMERS.length) {
  console.log(`Sent ${predictions.sent} predictions and ${feedback.sent} pieces of feedback.`)
} else {
  console.error('Nothing arrived. Does a collector listen? `npm start` starts one; TRIMTAB_URL says where it is.')
  process.exitCode = 1
}
