import { expectWithin } from '../fixtures/expect-within.ts'
import { embeddings } from './embeddings.ts'

expectWithin(embeddings, ['multivariate.json', 'calibration-pca.json'])
