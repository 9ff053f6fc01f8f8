import { testUpkeepOfRows } from '../../rows-upkeep.suite.ts'
import { openInFile, openInMemory } from '../fixtures/open-store.ts'

testUpkeepOfRows('SQLite in memory', openInMemory, 25)
testUpkeepOfRows('SQLite in a file', openInFile, 3)
