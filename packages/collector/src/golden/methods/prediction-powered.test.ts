import { expectWithin } from '../fixtures/expect-within.ts'
import { predictionPowered } from './prediction-powered.ts'

expectWithin(predictionPowered, ['ppi.json'])
