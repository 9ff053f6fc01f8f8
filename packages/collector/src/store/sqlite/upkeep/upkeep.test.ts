import { testForgettingOfRows } from '../../rows-forgetting.suite.ts'
import { testUpkeepOfRows } from '../../rows-upkeep.suite.ts'
import { openInFile, openInMemory } from '../fixtures/open-store.ts'

testUpkeepOfRows('SQLite in memory', openInMemory, 25)
testUpkeepOfRows('SQLite in a file', openInFile, 3)
testForgettingOfRows('SQLite in memory', openInMemory)
testForgettingOfRows('SQLite in a file', openInFile)
