// A page that asks the bot and lets the customer rate the answer from the browser. The page gets a token that speaks
// for its one answer and nothing else, so it needs no key. Run it with `node examples/support-bot/page.mjs`.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { reply, trimtab } from './bot.mjs'

const PORT = Number(process.env.PORT ?? 4400)
const COLLECTOR = process.env.TRIMTAB_URL ?? 'http://127.0.0.1:4318'
const QUESTION_CHARS_MAX = 1000

/** The last one lets a thumb be taken back. */
const KINDS = ['thumbs', 'comment', 'correction', 'retraction']

const FILES = {
  '/': { path: fileURLToPath(new URL('./page.html', import.meta.url)), type: 'text/html; charset=utf-8' },
  '/page.js': { path: fileURLToPath(new URL('./page.js', import.meta.url)), type: 'text/javascript' },
  '/trimtab.js': { path: fileURLToPath(import.meta.resolve('@trimtab/sdk/element')), type: 'text/javascript' },
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const file = FILES[pathname]
  if (file !== undefined) {
    response.setHeader('content-type', file.type).end(await readFile(file.path))
  } else if (pathname === '/ask') {
    const question = (searchParams.get('question') ?? '').slice(0, QUESTION_CHARS_MAX)
    const { result, prediction } = await reply.detailed(question, 'visitor')
    const token = prediction.feedbackToken({ kinds: KINDS, actor: 'visitor' })
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ ...result, token, collector: COLLECTOR }))
  } else {
    response.writeHead(404).end()
  }
})

server.on('error', () => {
  console.error(`Port ${PORT} cannot be used; name another in PORT.`)
  process.exitCode = 1
})
server.listen(PORT, '127.0.0.1', () => console.log(`Ask the bot at http://127.0.0.1:${server.address().port}`))

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    server.closeAllConnections()
    server.close()
    await trimtab.close()
  })
}
