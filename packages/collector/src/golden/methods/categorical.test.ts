import { expectWithin } from '../fixtures/expect-within.ts'
import { categorical } from './categorical.ts'

expectWithin(categorical, ['categorical-cases.json'])
