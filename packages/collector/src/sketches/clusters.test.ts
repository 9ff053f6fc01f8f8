import { expect, it } from 'vitest'
import { createRandom } from '../statistics/random.ts'
import { learnClusters, nearestCluster } from './clusters.ts'

const random = createRandom(11)
const corners = [
  [0, 0],
  [10, 0],
  [0, 10],
]
/** Twenty around each corner. */
const vectors = Array.from({ length: 60 }, (_, place) =>
  (corners[place % 3] ?? []).map((value) => value + random() - 0.5),
)

it('groups that lie apart are found, and each vector is nearest to the middle of its own', () => {
  const clusters = learnClusters(vectors, 3, 1)
  expect(clusters).toHaveLength(3)
  const found = corners.map((corner) => nearestCluster(corner, clusters))
  expect(new Set(found).size).toBe(3)
  for (const [place, vector] of vectors.entries()) expect(nearestCluster(vector, clusters)).toBe(found[place % 3])
})

it('the same vectors and seed make the same groups', () => {
  expect(learnClusters(vectors, 8, 5)).toEqual(learnClusters(vectors, 8, 5))
})

it('there are no more groups than there are different vectors, and none of none', () => {
  const twice = [
    [1, 2],
    [1, 2],
    [3, 4],
  ]
  const clusters = learnClusters(twice, 8, 1)
  expect(new Set(clusters.map(([first]) => first))).toEqual(new Set([1, 3]))
  expect(learnClusters([], 8, 1)).toEqual([])
  expect(nearestCluster([1], [])).toBe(0)
})
