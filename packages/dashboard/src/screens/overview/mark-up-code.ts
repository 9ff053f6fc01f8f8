// Just enough of TypeScript to colour our own snippets: keywords, strings, comments. No general highlighter.

export interface CodeToken {
  kind: 'keyword' | 'string' | 'comment' | 'plain'
  text: string
}

const MARKED = /(?<comment>\/\/.*)|(?<string>'[^']*')|(?<keyword>\b(?:import|from|const|await|new)\b)/g

export function markUpCode(line: string): CodeToken[] {
  const tokens: CodeToken[] = []
  let at = 0
  for (const match of line.matchAll(MARKED)) {
    if (match.index > at) tokens.push({ kind: 'plain', text: line.slice(at, match.index) })
    tokens.push({ kind: kindOf(match.groups ?? {}), text: match[0] })
    at = match.index + match[0].length
  }
  if (at < line.length) tokens.push({ kind: 'plain', text: line.slice(at) })
  return tokens
}

function kindOf(groups: { [name: string]: string | undefined }): CodeToken['kind'] {
  if (groups['comment'] !== undefined) return 'comment'
  return groups['string'] === undefined ? 'keyword' : 'string'
}
