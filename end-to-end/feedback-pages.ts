// A page of somebody's app with the feedback element in it, under a policy that forbids everything the element does not
// need, and the app behind it that makes the tokens.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { root } from './processes.ts'

export interface FeedbackPage {
  url: string
  close: () => Promise<void>
}

interface Answer {
  text: string
  /** Of the element, as it would stand in the page. */
  attributes: { [name: string]: string }
}

/** Serves one page with an answer and its element; what stands in it is asked for with every request. */
export async function serveFeedbackPage(collectorUrl: string, answer: () => Answer): Promise<FeedbackPage> {
  const script = readFileSync(join(root, 'packages', 'sdk', 'dist', 'element.js'))
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${collectorUrl}; require-trusted-types-for 'script'`
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/element.js') {
      response.setHeader('content-type', 'text/javascript').end(script)
    } else if (url === '/page.css') {
      response.setHeader('content-type', 'text/css').end(':root { color-scheme: light dark }')
    } else if (url === '/') {
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .setHeader('content-security-policy', policy)
        .end(writePage(answer()))
    } else {
      response.writeHead(204).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function writePage({ text, attributes }: Answer): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`)
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Ask the shop</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/element.js"></script>
  </head>
  <body>
    <main>
      <h1>Ask the shop</h1>
      <p id="answer">${text}</p>
      <trimtab-feedback for="answer"${written.join('')}></trimtab-feedback>
    </main>
  </body>
</html>`
}
