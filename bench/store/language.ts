// Text as people write it, without a network: the sentences of the READMEs and changelogs that are installed beside us,
// and sentences that go on from any two words as one of those did. Which words are common in it follows from them.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draw } from './draw.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const DOCUMENTS = ['README.md', 'CHANGELOG.md'].flatMap((name) => [
  `node_modules/.pnpm/*/node_modules/*/${name}`,
  `node_modules/.pnpm/*/node_modules/@*/*/${name}`,
])
/** Different sentences: enough that one seldom comes twice in what is packed together. */
const SENTENCES = 60_000
const WORDS_MAX = 40
/** Of one, about. */
const SENTENCE_CHARACTERS = 90
const COMMON_WORDS = 200
const PHRASES = 400

export interface Language {
  /** Sentences that are together about so long; at least one. */
  write: (draw: Draw, characters: number) => string
  /** The most frequent words first. */
  commonWords: readonly string[]
  /** Two or three words that follow each other in a sentence. */
  phrases: readonly string[]
}

export function readLanguage(draw: Draw): Language {
  const sources = readSentences()
  const go = createChain(sources)
  const sentences = Array.from({ length: SENTENCES }, () => go(draw))
  return {
    write: (by, characters) => {
      let text = addOwn(by.pick(sentences), by)
      while (text.length + SENTENCE_CHARACTERS / 2 < characters) text += ` ${addOwn(by.pick(sentences), by)}`
      return text
    },
    commonWords: countWords(sources),
    phrases: Array.from({ length: PHRASES }, () => pickPhrase(draw, sentences)),
  }
}

/** In every third sentence something that is nowhere else: an order, an amount, a day. */
function addOwn(sentence: string, draw: Draw): string {
  const number = draw.below(900_000) + 100_000
  switch (draw.below(9)) {
    case 0:
      return `${sentence} It is order ${draw.pick(['A', 'B', 'K', 'T'])}-${number}.`
    case 1:
      return `${sentence} That makes ${number / 100} euros.`
    case 2:
      return `${sentence} My reference is ${draw.hex(4)}.`
    default:
      return sentence
  }
}

function readSentences(): string[] {
  const found = new Set<string>()
  for (const path of globSync(DOCUMENTS, { cwd: ROOT }).toSorted()) {
    for (const paragraph of plain(readFileSync(join(ROOT, path), 'utf8')).split(/\n\s*\n|\n\s*[-+\d]/)) {
      for (const sentence of paragraph.replaceAll(/\s+/g, ' ').split(/(?<=[.!?])\s+/)) {
        if (isSentence(sentence.trim())) found.add(sentence.trim())
      }
    }
  }
  if (found.size < 1000) throw new Error('too few sentences are installed here: run `npm run bench` to install them')
  return [...found]
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/<[^>]*>|https?:\S+/g, '')
    .replaceAll(/[*`#|>_]/g, ' ')
}

function isSentence(text: string): boolean {
  return text.length >= 30 && text.length <= 240 && /^[A-Z].* .* .* .*[.!?]$/.test(text)
}

/** What may follow any two words; a sentence begins after two that are empty. */
function createChain(sentences: readonly string[]): (draw: Draw) => string {
  const next = new Map<string, string[]>()
  for (const sentence of sentences) {
    let before = ' '
    for (const word of [...sentence.split(' '), '']) {
      const known = next.get(before)
      if (known === undefined) next.set(before, [word])
      else known.push(word)
      before = `${before.slice(before.indexOf(' ') + 1)} ${word}`
    }
  }
  return (draw) => {
    const words: string[] = []
    let before = ' '
    while (words.length < WORDS_MAX) {
      const word = draw.pick(next.get(before) ?? [''])
      if (word === '') break
      words.push(word)
      before = `${before.slice(before.indexOf(' ') + 1)} ${word}`
    }
    return words.join(' ')
  }
}

function wordsOf(sentence: string): string[] {
  return sentence.toLowerCase().match(/[a-z]+/g) ?? []
}

function countWords(sentences: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const sentence of sentences)
    for (const word of new Set(wordsOf(sentence))) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([word]) => word.length > 1)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, COMMON_WORDS)
    .map(([word]) => word)
}

function pickPhrase(draw: Draw, sentences: readonly string[]): string {
  for (;;) {
    const words = draw.pick(sentences).split(' ')
    const from = draw.below(Math.max(words.length - 3, 1))
    const phrase = words.slice(from, from + 2 + draw.below(2))
    if (phrase.length > 1 && phrase.every((word) => /^[A-Za-z]{2,}$/.test(word))) return phrase.join(' ').toLowerCase()
  }
}
