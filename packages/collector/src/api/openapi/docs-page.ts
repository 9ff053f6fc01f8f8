// The document of the interface as a page for people: no script, and nothing from anywhere else.

import { PROBLEM_CODES, ROUTES } from '@trimtab/contract'
import { html } from 'hono/html'
import { curlLine } from './curl-line.ts'
import type { JsonSchema } from './json-schemas.ts'
import type { OpenapiDocument, OpenapiOperation, OpenapiParameter } from './openapi-document.ts'
import { membersOf, type TypeText, typeText } from './type-text.ts'

type Html = ReturnType<typeof html>

interface Entry {
  path: string
  method: string
  operation: OpenapiOperation
}

export function writeDocsPage(document: OpenapiDocument, origin: string): Html {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method, operation })),
  )
  const nouns = document.tags.map(({ name, description }) => ({
    name,
    description,
    entries: entries.filter(({ operation }) => operation.tags.includes(name)),
  }))
  const shapes = Object.entries((document.components['schemas'] ?? {}) as { [name: string]: JsonSchema })
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>HTTP interface · Trimtab</title>
        <link rel="icon" href="/favicon.svg" />
        <link rel="stylesheet" href="${ROUTES.docsStyle}" />
      </head>
      <body>
        <nav aria-label="Operations">
          <a class="home" href="/">Trimtab</a>
          <details>
            <summary>All addresses</summary>
            ${nouns.map(({ name, entries: listed }) => nounLinks(name, listed))}
            <h2><a href="#shapes">Shapes</a></h2>
            <h2><a href="#refusals">Refusals</a></h2>
          </details>
        </nav>
        <main>
          <h1>The HTTP interface</h1>
          ${document.info.description.split('\n\n').map((paragraph) => html`<p class="lead">${prose(paragraph)}</p>`)}
          <p class="lead">
            Version ${document.info.version}. For machines: <a href="${ROUTES.openapi}">${ROUTES.openapi}</a>.
          </p>
          ${nouns.map(
            ({ name, description, entries: listed }) =>
              html`<section>
                <h2>${name}</h2>
                ${description === undefined ? '' : html`<p>${prose(description)}</p>`}
                ${listed.map((entry) => operationPart(entry, origin))}
              </section>`,
          )}
          <section id="shapes">
            <h2>Shapes</h2>
            ${shapes.map(([name, schema]) => shapePart(name, schema))}
          </section>
          <section id="refusals">
            <h2>Refusals</h2>
            <dl class="codes">
              ${Object.entries(PROBLEM_CODES).map(
                ([code, meaning]) =>
                  html`<dt id="${code}"><code>${code}</code></dt>
                    <dd>${prose(meaning)}</dd>`,
              )}
            </dl>
          </section>
        </main>
      </body>
    </html>`
}

function nounLinks(name: string, entries: Entry[]): Html {
  return html`<h2>${name}</h2>
    <ul>
      ${entries.map(
        ({ operation, method, path }) =>
          html`<li>
            <a href="#${operation.operationId}"><b>${method.toUpperCase()}</b> ${breakable(path)}</a>
          </li>`,
      )}
    </ul>`
}

function operationPart({ path, method, operation }: Entry, origin: string): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const [refusals, answers] = partition(Object.entries(responses), ([, { content }]) => isProblem(content))
  return html`<article id="${operationId}">
    <h3><span class="method">${method.toUpperCase()}</span> <code>${breakable(path)}</code></h3>
    <p>${prose(summary)}</p>
    ${description === undefined ? '' : html`<p class="note">${prose(description)}</p>`}
    ${parameters === undefined ? '' : parameterTable(operationId, parameters)}
    <dl>
      ${
        requestBody === undefined
          ? ''
          : html`<dt>Takes</dt>
              <dd>${contentText(requestBody.content)}</dd>`
      }
      ${answers.map(
        ([status, { description: meaning, content }]) =>
          html`<dt>${status}</dt>
            <dd>${prose(meaning)} ${content === undefined ? '' : contentText(content)}</dd>`,
      )}
      ${refusals.map(
        ([status, { description: meaning }]) =>
          html`<dt>${status}</dt>
            <dd>${codesIn(meaning).map((code) => html`<a href="#${code}"><code>${code}</code></a> `)}</dd>`,
      )}
    </dl>
    <pre
      tabindex="0"
      role="region"
      aria-label="${operationId} for a terminal"
    ><code>${curlLine({ origin, path, method, operation })}</code></pre>
  </article>`
}

/** The description of a refusal says each of its codes first. */
function codesIn(meaning: string): string[] {
  return Array.from(meaning.matchAll(/^`([\w.]+)`/gm), ([, code = '']) => code)
}

function parameterTable(operationId: string, parameters: OpenapiParameter[]): Html {
  return table(
    `Parameters of ${operationId}`,
    ['Parameter', 'Type', 'What it says'],
    parameters.map(({ name, in: place, description = '', explode, schema }) => [
      html`<code>${place === 'path' ? `{${name}}` : explode === true ? `${name}.KEY` : name}</code>`,
      typePart(explode === true ? [{ text: 'string', shape: null }] : typeText(schema)),
      html`${prose(place === 'path' ? 'In the path.' : description)} <span class="note">${boundsText(schema)}</span>`,
    ]),
  )
}

function shapePart(name: string, schema: JsonSchema): Html {
  const members = membersOf(schema)
  const rows = members.map(({ name: member, type, isRequired }) => [
    html`<code>${breakable(member)}</code>`,
    typePart(type),
    isRequired ? 'always' : 'where there is any',
  ])
  return html`<article id="shape-${name}">
    <h3><code>${name}</code></h3>
    ${rows.length === 0 ? html`<p>${typePart(typeText(schema))}</p>` : table(name, ['Member', 'Type', 'There'], rows)}
  </article>`
}

function table(name: string, heads: string[], rows: (Html | string)[][]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function contentText(content: NonNullable<OpenapiOperation['requestBody']>['content']): Html {
  const entries = Object.entries(content)
  return html`${entries.map(
    ([mediaType, { schema }], index) =>
      html`${index === 0 ? '' : ', '}${Object.keys(schema).length === 0 ? '' : typePart(typeText(schema))}
        <span class="note">${mediaType}</span>`,
  )}`
}

function partition<Item>(items: Item[], isFirst: (item: Item) => boolean): [first: Item[], rest: Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}

function isProblem(content: { [mediaType: string]: unknown } | undefined): boolean {
  return content !== undefined && 'application/problem+json' in content
}

function typePart(type: TypeText): Html {
  return html`<code
    >${type.map(({ text, shape }) => (shape === null ? text : html`<a href="#shape-${shape}">${text}</a>`))}</code
  >`
}

function boundsText({ minimum, maximum, maxLength, maxItems }: JsonSchema): string {
  if (typeof maximum === 'number') return `${typeof minimum === 'number' ? minimum : 0} to ${maximum}.`
  if (typeof maxItems === 'number') return `May be given ${maxItems} times.`
  return typeof maxLength === 'number' ? `At most ${maxLength} characters.` : ''
}

/** What stands between backticks is code. */
function prose(text: string): Html {
  return html`${text.split('`').map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`))}`
}

/** A long address may go on in the next line after a slash or a dot. */
function breakable(text: string): Html {
  return html`${text.split(/(?<=[/.])/).map((piece) => html`${piece}<wbr />`)}`
}
