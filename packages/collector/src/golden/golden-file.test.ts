import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readGoldenFile } from './golden-file.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-golden-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const tol = { rel: 0, abs: 0 }
const schema = 'drift-golden/1'

describe('a golden file', () => {
  it.each(readdirSync(FIXTURES).filter((name) => /(?<!datasets)\.json$/.test(name)))('is read: %s', (name) => {
    expect(readGoldenFile(join(FIXTURES, name)).cases.length).toBeGreaterThan(0)
  })

  it('gives each case its data from the file beside it, with bits as numbers', () => {
    const stream = { id: 's', kind: 'bernoulli', encoding: 'bits', data: '0110' }
    const pair = { id: 'p', reference: [1, null, 'Infinity'], current: ['Infinity', 'a'] }
    write('data.json', { schema, datasets: [stream, pair] })
    const expected = [{ source: 'x', values: { p: 'NaN', name: 'ks' }, tol }]
    const file = write('cases.json', {
      schema,
      data_file: 'data.json',
      cases: [
        { id: 'one', method: 'm', dataset: 's', inputs: { more: 1 }, params: { to: '-Infinity' }, expected },
        { id: 'two', method: 'm', dataset: 'p', checkpoints: [3], expected: [{ source: 'x', error: 'raised' }] },
      ],
    })
    expect(readGoldenFile(file).cases).toEqual([
      {
        one: {
          id: 'one',
          method: 'm',
          inputs: { kind: 'bernoulli', data: [0, 1, 1, 0], more: 1 },
          params: { to: -Infinity },
          checkpoints: [],
        },
        expected: [{ source: 'x', wanted: { values: { p: NaN, name: 'ks' }, tolerance: tol } }],
      },
      {
        one: {
          id: 'two',
          method: 'm',
          inputs: { reference: [1, null, Infinity], current: ['Infinity', 'a'] },
          params: {},
          checkpoints: [3],
        },
        expected: [{ source: 'x', wanted: null }],
      },
    ])
  })

  const one = { id: 'one', method: 'm', expected: [] }
  it.each([
    ['not JSON', '{', /is not valid JSON\.$/],
    ['a list', [], /is no golden file: must be of type object\.$/],
    ['another schema', { schema: 'x', cases: [] }, /is no golden file: schema must be drift-golden\/1\.$/],
    ['no cases', { schema }, /is no golden file: cases is missing\.$/],
    ['a case without a method', { schema, cases: [{ id: 'a', expected: [] }] }, /: cases\.0\.method is missing\.$/],
    [
      'an expectation of nothing',
      { schema, cases: [{ ...one, expected: [{ source: 's', values: {} }] }] },
      /: cases\.0\.expected\.0 has neither values with a tol nor an error\.$/,
    ],
    [
      'data that are nowhere',
      { schema, cases: [{ ...one, dataset: 'd' }] },
      /: cases\.0\.dataset is "d", and the file names no data_file\.$/,
    ],
    [
      'bits that are none',
      { schema, cases: [{ ...one, inputs: { encoding: 'bits', x: '012' } }] },
      /: cases\.0\.inputs has an encoding that is not known\.$/,
    ],
    ['data alone', { schema, datasets: [{ id: 'd' }] }, /holds data alone; give the file with the cases/],
    ['data in a file that is not there', { schema, data_file: 'gone.json', cases: [] }, /gone\.json does not exist\.$/],
  ])('is refused in one sentence where it is %s', (_, content, sentence) => {
    expect(() => readGoldenFile(write('a.json', content))).toThrow(sentence)
  })

  it('is refused where its data are none, or lack the dataset', () => {
    const cases = { schema, data_file: 'data.json', cases: [{ ...one, dataset: 'd' }] }
    const file = write('a.json', cases)
    write('data.json', { schema })
    expect(() => readGoldenFile(file)).toThrow(/data\.json holds no golden data: datasets is missing\.$/)
    write('data.json', { schema, datasets: [{ id: 'e', encoding: 'gzip', data: '' }] })
    expect(() => readGoldenFile(file)).toThrow(/datasets\.0 has an encoding that is not known\.$/)
    write('data.json', { schema, datasets: [] })
    expect(() => readGoldenFile(file)).toThrow(/cases\.0\.dataset is "d", and that is not in data\.json\.$/)
  })
})
