import { expectWithin } from '../fixtures/expect-within.ts'
import { sequential } from './sequential.ts'

expectWithin(sequential, ['anytime.json', 'anytime-two-sample-online-fdr.json'])
