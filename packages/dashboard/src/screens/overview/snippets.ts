// What to paste into an app, with this collector's own address. The calls are the public surface of the SDK.

export interface Snippet {
  name: string
  code: string
}

export function snippets(url: string): Snippet[] {
  const opening = `import { createTrimtab } from '@trimtab/sdk'
const trimtab = createTrimtab({ service: 'my-app', url: '${url}' })`
  return [
    {
      name: 'Any function',
      code: `${opening}
const reply = trimtab.monitor('support.reply', writeReply)   // your function, unchanged
const { result, prediction } = await reply.detailed(question)
trimtab.feedback(prediction.id).thumbs('up')`,
    },
    {
      name: 'Classifier',
      code: `${opening}
const route = trimtab.monitor('ticket.route', model.predict, {   // your model, unchanged
  kind: 'classification',
  input: (ticket) => ({ features: ticket }),
  output: (result) => ({ label: result.label, probabilities: result.probabilities }),
})
const { result, prediction } = await route.detailed(ticket)
trimtab.feedback(prediction.id).label('billing')`,
    },
  ]
}
