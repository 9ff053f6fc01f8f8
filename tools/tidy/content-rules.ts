// What may stand in a file.
import type { RepositoryFile } from './tree.ts'
import { isTest } from './tree.ts'

export const LINES_MAX = 250
const TEST_LINES_MAX = 400

/** After a `#!` line, a source opens by saying what it is for. */
export function opensWithComment({ path, text }: RepositoryFile): boolean {
  const start = text.replace(/^#!.*\n/, '')
  return path.endsWith('.css') ? start.startsWith('/*') : /^(\/\/ |\/\*\*)/.test(start)
}

export function isTooLong(file: RepositoryFile): boolean {
  return file.lines.length - 1 > (isTest(file) ? TEST_LINES_MAX : LINES_MAX)
}

/** Lines that match, as `12: text`. */
function matching({ lines }: RepositoryFile, pattern: RegExp): string[] {
  return lines.flatMap((line, index) => (pattern.test(line) ? [`${index + 1}: ${line.trim()}`] : []))
}

/** Work that was put off; the brackets keep this file from finding itself. */
export function promises(file: RepositoryFile): string[] {
  return matching(file, /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/)
}

/** A comment that would compile: it ends like a statement or opens like one. */
export function commentedOutCode(file: RepositoryFile): string[] {
  return matching(
    file,
    /^\s*\/\/ *((import|export|const|let|return|await|if|for|throw|function) .*[;{(=)}]$|[\w.]+\(.*\)$|}$)/,
  )
}

export function defaultExports(file: RepositoryFile): string[] {
  return matching(file, /^export default\b/)
}

export function starExports(file: RepositoryFile): string[] {
  return matching(file, /^export \*/)
}

export function mergeMarkers(file: RepositoryFile): string[] {
  return matching(file, /^(<{7}|={7}|>{7})( |$)/)
}

/** Places that exist on one machine only, and the registry that one machine installs from. */
export function machineTraces(file: RepositoryFile): string[] {
  return matching(file, /(^|[^\w.])\/(wor[k]|hom[e]|roo[t]|User[s]|tm[p])\/|npmj[s]\.org/)
}

export function enumsAndNamespaces(file: RepositoryFile): string[] {
  return matching(file, /^(export )?(declare )?(const )?(enum|namespace) /)
}

/** The first line of a document is its one title; what stands in a fence is somebody else's text. */
export function isWithoutOneTitle({ text }: RepositoryFile): boolean {
  const prose = text.replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, '')
  return (prose.match(/^# /gm) ?? []).length !== 1
}

/** A test is named by the law it proves: a sentence of some words, which says what is and not what ought to be. */
export function testsNotNamedAsLaws(file: RepositoryFile): string[] {
  return [...file.text.matchAll(/^\s*(?:it|test)(?:\.\w+)*(?:\(.*\))?\(\s*(['"`])(.*?)\1/gm)]
    .map(([, , name = '']) => name)
    .filter((name) => !/ \S+ |^\$/.test(name) || /\bshould\b/.test(name))
}

/** A test that does not run proves nothing and looks as if it did. */
export function testsThatDoNotRun(file: RepositoryFile): string[] {
  return matching(file, /^\s*(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/)
}

export function moduleMocks(file: RepositoryFile): string[] {
  return matching(file, /\bvi\.(mock|doMock|hoisted)\(/)
}
