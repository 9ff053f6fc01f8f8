import { expectWithin } from '../fixtures/expect-within.ts'
import { multipleTesting } from './multiple-testing.ts'

expectWithin(multipleTesting, ['multiple-testing.json', 'anytime-two-sample-online-fdr.json'])
