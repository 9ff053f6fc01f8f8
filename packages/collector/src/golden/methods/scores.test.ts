import { expectWithin } from '../fixtures/expect-within.ts'
import { scores } from './scores.ts'

expectWithin(scores, ['scores-cases.json', 'calibration-pca.json'])
