import { testState } from '../state.suite.ts'
import { openInFile, openInMemory } from './fixtures/open-store.ts'

testState('SQLite in memory', openInMemory)
testState('SQLite in a file', openInFile)
