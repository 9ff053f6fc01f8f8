import { describe } from 'vitest'
import { testState } from '../state.suite.ts'
import { openInFile, openInMemory } from './fixtures/open-store.ts'

/** Each by itself, or each test would open the stores of both. */
describe('in memory', () => {
  testState('SQLite in memory', openInMemory)
})
describe('in a file', () => {
  testState('SQLite in a file', openInFile)
})
