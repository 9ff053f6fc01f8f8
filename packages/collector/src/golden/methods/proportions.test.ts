import { expectWithin } from '../fixtures/expect-within.ts'
import { proportions } from './proportions.ts'

expectWithin(proportions, ['proportions.json'])
