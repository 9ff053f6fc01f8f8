// One operation as a line for a terminal.

import type { OpenapiOperation } from './openapi-document.ts'

interface CurlOptions {
  origin: string
  path: string
  method: string
  operation: OpenapiOperation
}

export function curlLine({ origin, path, method, operation }: CurlOptions): string {
  const { security, requestBody, responses } = operation
  const asksForKey = security.some((scheme) => 'bearer' in scheme)
  const [mediaType, sent] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const isStream = Object.values(responses).some(({ content }) => content?.['text/event-stream'] !== undefined)
  const address = `${origin}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`
  return [
    'curl',
    ...(isStream ? ['-N'] : []),
    ...(method === 'get' || (method === 'post' && mediaType !== undefined) ? [] : [`-X ${method.toUpperCase()}`]),
    ...(asksForKey ? ['-H "Authorization: Bearer $TRIMTAB_KEY"'] : []),
    ...(mediaType === undefined ? [] : [`-H 'content-type: ${mediaType}'`]),
    ...(mediaType === undefined ? [] : [dataOf(sent?.example)]),
    `'${address}'`,
  ].join(' ')
}

/** A shell takes what stands in single quotes as it is, and ends them at the next. */
function dataOf(example: unknown): string {
  if (example === undefined) return '--data-binary @FILE'
  return `-d '${JSON.stringify(example).replaceAll("'", String.raw`'\''`)}'`
}
