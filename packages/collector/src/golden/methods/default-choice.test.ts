import { expectWithin } from '../fixtures/expect-within.ts'
import { defaultChoice } from './default-choice.ts'

expectWithin(defaultChoice, ['numeric-cases.json', 'categorical-cases.json'])
