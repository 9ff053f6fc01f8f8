import { expectWithin } from '../fixtures/expect-within.ts'
import { binned } from './binned.ts'

expectWithin(binned, ['numeric-cases.json'])
