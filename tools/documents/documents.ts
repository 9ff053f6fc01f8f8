// The documents a user reads, and what stands in their fences and links.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root: string = join(import.meta.dirname, '..', '..')

export interface Document {
  /** Relative to the root. */
  path: string
  text: string
}

export interface Fence {
  document: string
  /** The line of its first line of content. */
  line: number
  language: string
  text: string
}

export function readDocuments(): Document[] {
  return globSync('{*.md,docs/**/*.md,packages/*/README.md,examples/*/README.md}', { cwd: root })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export function fencesOf({ path, text }: Document): Fence[] {
  return [...text.matchAll(/^(`{3,})(\w*)[^\n]*\n([^]*?)^\1$/gm)].map((match) => ({
    document: path,
    line: text.slice(0, match.index).split('\n').length + 1,
    language: match[2] ?? '',
    text: match[3] ?? '',
  }))
}

/** The relative links that lead to no file, or to no heading of one. */
export function brokenLinks({ path, text }: Document): string[] {
  const prose = text.replaceAll(/^(`{3,})[^]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere({ path, text }, target))
    .map((target) => `${path}: ${target}`)
}

function leadsSomewhere(from: Document, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const place = join(root, dirname(from.path), file)
  if (file !== '' && !existsSync(place)) return false
  if (anchor === undefined) return true
  return anchorsOf(file === '' ? from.text : readFileSync(place, 'utf8')).includes(anchor)
}

/** Headings as GitHub turns them into anchors. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
