// Groups of vectors that lie together, learned once from the first ones: which of them is nearest stands for a vector
// where it must be one of a few, as in a picture of which kinds of text there are more of now.

import { createRandom } from '../statistics/random.ts'

/** It rarely takes more than ten to come to rest. */
const ROUNDS_MAX = 25
/** Centres are kept as text. */
const CENTRE_SCALE = 1e4

type Vectors = readonly (readonly number[])[]

/**
 * The middles of at most so many groups, fewer where there are fewer different vectors: k-means by Lloyd, begun as D. Arthur
 * and S. Vassilvitskii do ("k-means++: the advantages of careful seeding", SODA 2007). The same vectors and seed make the
 * same groups. Each round looks at every vector and every middle once.
 */
export function learnClusters(vectors: Vectors, count: number, seed: number): number[][] {
  let centres = firstCentres(vectors, count, createRandom(seed))
  let nearest = vectors.map(() => -1)
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const now = vectors.map((vector) => nearestCluster(vector, centres))
    if (now.every((cluster, place) => cluster === nearest[place])) break
    nearest = now
    centres = centres.map((centre, cluster) => {
      const members = vectors.filter((_, place) => now[place] === cluster)
      return members.length === 0 ? centre : middleOf(members)
    })
  }
  return centres.map((centre) => centre.map((value) => Math.round(value * CENTRE_SCALE) / CENTRE_SCALE))
}

/** Its place among them; the first of several that are equally near, and 0 where there is none. */
export function nearestCluster(vector: readonly number[], clusters: Vectors): number {
  let [nearest, least] = [0, Infinity]
  for (let cluster = 0; cluster < clusters.length; cluster += 1) {
    const squared = squaredBetween(vector, clusters[cluster] ?? [])
    if (squared < least) [nearest, least] = [cluster, squared]
  }
  return nearest
}

/** Each further one is drawn by how far, squared, it is from those before it. */
function firstCentres(vectors: Vectors, count: number, random: () => number): number[][] {
  const centres: number[][] = []
  const least = vectors.map(() => Infinity)
  let next = vectors[Math.floor(random() * vectors.length)]
  while (next !== undefined) {
    const centre = [...next]
    centres.push(centre)
    if (centres.length >= count) break
    for (const [place, vector] of vectors.entries()) {
      least[place] = Math.min(least[place] ?? Infinity, squaredBetween(vector, centre))
    }
    next = vectors[drawByWeight(least, random())]
  }
  return centres
}

/** -1 where nothing weighs anything. */
function drawByWeight(weights: readonly number[], chance: number): number {
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0)
  return weights.findIndex((weight) => {
    left -= weight
    return weight > 0 && left < 0
  })
}

function middleOf(members: Vectors): number[] {
  const sums = Array.from(members[0] ?? [], () => 0)
  for (const member of members) {
    for (let place = 0; place < sums.length; place += 1) sums[place] = (sums[place] ?? 0) + (member[place] ?? 0)
  }
  return sums.map((sum) => sum / members.length)
}

function squaredBetween(one: readonly number[], other: readonly number[]): number {
  let squared = 0
  for (let place = 0; place < one.length; place += 1) squared += ((one[place] ?? 0) - (other[place] ?? 0)) ** 2
  return squared
}
