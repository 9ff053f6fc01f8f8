import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readGoldenFile } from '../golden-file.ts'
import { allMethods, REGISTRIES } from './methods.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')

describe('all registries together', () => {
  it('name each method and source once', () => {
    const named = REGISTRIES.flatMap((registry) =>
      Object.entries(registry).flatMap(([method, sources]) =>
        Object.keys(sources).map((source) => `${method} ${source}`),
      ),
    )
    expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([])
    expect(Object.values(allMethods).flatMap((sources) => Object.keys(sources))).toHaveLength(named.length)
  })

  it.each(['multiple-testing.json', 'anytime.json', 'anytime-two-sample-online-fdr.json', 'ppi.json'])(
    'leave no source of %s to others',
    (file) => {
      const asked = readGoldenFile(join(FIXTURES, file)).cases.flatMap(({ one: { method }, expected }) =>
        expected.map(({ source }) => ({ method, source })),
      )
      expect(asked.filter(({ method, source }) => allMethods[method]?.[source] === undefined)).toEqual([])
    },
  )
})
