// Vectors around three middles, for simulations: any number of rows is drawn of so many different ones.
import { learnClusters, nearestCluster } from '../../packages/collector/src/sketches/clusters.ts'
import { bandwidthOf, featuresOf, projectVector } from '../../packages/collector/src/sketches/random-features.ts'
import type { Chance } from './chance.ts'
import type { LaidOut } from './laws.ts'

const VECTORS = 2_000
const DIMENSIONS = 16
const CLUSTERS = 12
/** How far the middles lie from each other, in deviations around them. */
const APART = 2.5
/** From so many the engine learns how vectors lie. */
const LEARNED_FROM = 64

export function layOutVectors(chance: Chance): LaidOut {
  const middles = [0, 1, 2].map(() => Array.from({ length: DIMENSIONS }, () => APART * chance.normal()))
  const vectors = Array.from({ length: VECTORS }, (_, place) => {
    const middle = middles[place % middles.length] ?? []
    return projectVector(middle.map((value) => value + chance.normal())) ?? []
  })
  const bandwidth = bandwidthOf(vectors.slice(0, LEARNED_FROM))
  const clusters = learnClusters(vectors.slice(0, LEARNED_FROM), CLUSTERS, 1)
  const cells = vectors.map((vector) => ({
    bin: nearestCluster(vector, clusters),
    value: 0,
    share: 1 / VECTORS,
    features: featuresOf(vector, bandwidth),
  }))
  return {
    grid: null,
    embedding: { bandwidth, clusters },
    categories: [],
    cells,
    moved: (by) => cells.map(movedBy(by)),
  }
}

/** More of the first kind, less of the others. */
function movedBy(by: number): (cell: { share: number }, place: number) => number {
  const factors = [1 + 2 * by, 1 - by, 1 - by]
  return ({ share }, place) => share * (factors[place % 3] ?? 1)
}
