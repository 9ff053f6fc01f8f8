import { expect, it } from 'vitest'
import { readFacets } from './facets.ts'

const said = (name: string, value: string, predictions: number) => ({ name, value, predictions, lastMs: 0 })
const lastAt = '1970-01-01T00:00:00.000Z'

it('facets are slices, tags and metadata, and of each what is said most first', async () => {
  const facets = async () => [
    said('metadata.b', '1', 1),
    said('tag', 'x', 1),
    said('metadata.a', '1', 1),
    said('kind', 'generation', 1),
    said('model', 'n', 1),
    said('model', 'm', 2),
    said('model', 'l', 1),
  ]
  const read = await readFacets({ facets }, null)
  expect(read.facets.map(({ name }) => name)).toEqual(['model', 'kind', 'tag', 'metadata.a', 'metadata.b'])
  expect(read.facets[0]).toEqual({
    name: 'model',
    values: [
      { value: 'm', predictions: 2, lastAt },
      { value: 'l', predictions: 1, lastAt },
      { value: 'n', predictions: 1, lastAt },
    ],
    isCut: false,
  })
})

it('a facet of many values shows so many, and says that there are more', async () => {
  const facets = async () => Array.from({ length: 300 }, (_, number) => said('tag', `tag ${number}`, number))
  const [tags] = (await readFacets({ facets }, 'a')).facets
  expect(tags?.isCut).toBe(true)
  expect(tags?.values.map(({ predictions }) => predictions)).toEqual(
    Array.from({ length: 200 }, (_, place) => 299 - place),
  )
})
