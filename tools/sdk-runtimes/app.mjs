// What any app does with the SDK, in whatever runtime it is run: the address of the collector is its argument. It ends
// without a flush after its last prediction.
import { createTrimtab } from '@trimtab/sdk'

const url = process.argv[2]
const trimtab = createTrimtab({ url, service: 'any-runtime' })

/** @param {number} words */
const chooseRoute = (words) => ({ label: words > 100 ? 'human' : 'bot' })
const route = trimtab.monitor('ticket.route', chooseRoute, {
  kind: 'classification',
  output: ({ label }) => ({ label }),
})
/** @param {string} question */
async function* say(question) {
  for (const word of question.split(' ')) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    yield word
  }
}
const reply = trimtab.monitor('support.reply', say)

/** @param {string} question */
async function handle(question) {
  const inside = trimtab.current()?.id
  let text = ''
  for await (const word of reply(question)) text += word
  return { inside, text, label: route(12).label }
}
const outer = trimtab.monitor('support.case', handle)

const { result, prediction } = await outer.detailed('Where is my order?')
if (result.inside !== prediction.id) throw new Error('a call does not know that it is running')
if (result.text !== 'Whereismyorder?' || result.label !== 'bot') throw new Error('a result was changed')
trimtab.feedback(prediction.id).thumbs('up', { comment: 'quick' })
trimtab.truth({ key: 'case-1', label: 'solved' })
await trimtab.flush({ timeoutMs: 5000 })
const { predictions, feedback } = trimtab.stats()
if (predictions.sent !== 3 || feedback.sent !== 2) throw new Error(JSON.stringify({ predictions, feedback }))
route(200)
trimtab.feedback(prediction.id).comment('said at the very end')
