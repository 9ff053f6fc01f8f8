import { expectWithin } from '../fixtures/expect-within.ts'
import { divergences } from './divergences.ts'

expectWithin(divergences, ['probability-vectors.json'])
