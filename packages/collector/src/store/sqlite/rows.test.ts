import { rmSync } from 'node:fs'
import { testListingOfRows } from '../rows-listing.suite.ts'
import { testFoldingOfRows } from '../rows-folding.suite.ts'
import { testNewsOfRows } from '../rows-news.suite.ts'
import { testOpinionsOfRows } from '../rows-opinions.suite.ts'
import { testOrderOfRows } from '../rows-order.suite.ts'
import { testSearchOfRows } from '../rows-search.suite.ts'
import { testSessionsOfRows } from '../rows-sessions.suite.ts'
import { testReceiptsOfRows } from '../rows-receipts.suite.ts'
import { testRows } from '../rows.suite.ts'
import { testSumsOfRows } from '../rows-sums.suite.ts'
import { testTracesOfRows } from '../rows-traces.suite.ts'
import { testTruthsOfRows } from '../rows-truths.suite.ts'
import { makeFolder, openInFile, openInMemory, openStoreAt } from './fixtures/open-store.ts'
import { describe } from 'vitest'

function makePlace() {
  const folder = makeFolder()
  return { open: () => openStoreAt(folder), remove: () => rmSync(folder, { recursive: true }) }
}

/** Each suite by itself, or each test would open the stores of all of them. */
const SUITES: { [about: string]: () => void } = {
  rows: () => {
    testRows('SQLite in memory', openInMemory)
  },
  'rows in a file': () => {
    testRows('SQLite in a file', openInFile)
  },
  'their order': () => {
    testOrderOfRows('SQLite in memory', openInMemory, 60)
    testOrderOfRows('SQLite in a file', openInFile, 3)
  },
  opinions: () => {
    testOpinionsOfRows('SQLite in a file', makePlace, 30)
  },
  'what is new': () => {
    testNewsOfRows('SQLite in memory', openInMemory, 30)
    testNewsOfRows('SQLite in a file', openInFile, 2)
  },
  receipts: () => {
    testReceiptsOfRows('SQLite in a file', makePlace)
  },
  truths: () => {
    testTruthsOfRows('SQLite in memory', openInMemory, 60)
    testTruthsOfRows('SQLite in a file', openInFile, 2)
  },
  traces: () => {
    testTracesOfRows('SQLite in memory', openInMemory)
  },
  'traces in a file': () => {
    testTracesOfRows('SQLite in a file', openInFile)
  },
  sessions: () => {
    testSessionsOfRows('SQLite in memory', openInMemory, 40)
  },
  'sessions in a file': () => {
    testSessionsOfRows('SQLite in a file', openInFile, 3)
  },
  lists: () => {
    testListingOfRows('SQLite in memory', openInMemory, 60)
    testListingOfRows('SQLite in a file', openInFile, 5)
    testSearchOfRows('SQLite in memory', openInMemory)
    testSearchOfRows('SQLite in a file', openInFile)
  },
  sums: () => {
    testFoldingOfRows('SQLite in memory', openInMemory, 20)
    testFoldingOfRows('SQLite in a file', openInFile, 2)
    testSumsOfRows('SQLite in memory', openInMemory)
    testSumsOfRows('SQLite in a file', openInFile)
  },
}

describe.each(Object.entries(SUITES))('%s', (_about, suite) => {
  suite()
})
