import { testListingOfRows } from '../rows-listing.suite.ts'
import { testFoldingOfRows } from '../rows-folding.suite.ts'
import { testOrderOfRows } from '../rows-order.suite.ts'
import { testSearchOfRows } from '../rows-search.suite.ts'
import { testSessionsOfRows } from '../rows-sessions.suite.ts'
import { testRows } from '../rows.suite.ts'
import { testSumsOfRows } from '../rows-sums.suite.ts'
import { testTracesOfRows } from '../rows-traces.suite.ts'
import { openInFile, openInMemory } from './fixtures/open-store.ts'

testRows('SQLite in memory', openInMemory)
testRows('SQLite in a file', openInFile)
testOrderOfRows('SQLite in memory', openInMemory, 60)
testOrderOfRows('SQLite in a file', openInFile, 3)
testTracesOfRows('SQLite in memory', openInMemory)
testTracesOfRows('SQLite in a file', openInFile)
testSessionsOfRows('SQLite in memory', openInMemory, 40)
testSessionsOfRows('SQLite in a file', openInFile, 3)
testListingOfRows('SQLite in memory', openInMemory, 60)
testListingOfRows('SQLite in a file', openInFile, 5)
testSearchOfRows('SQLite in memory', openInMemory)
testSearchOfRows('SQLite in a file', openInFile)
testFoldingOfRows('SQLite in memory', openInMemory, 20)
testFoldingOfRows('SQLite in a file', openInFile, 2)
testSumsOfRows('SQLite in memory', openInMemory)
testSumsOfRows('SQLite in a file', openInFile)
