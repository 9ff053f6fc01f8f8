import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../refusal.ts'
import { checkStatsCommand } from './check-stats.ts'

let folder: string
let printed: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-check-stats-'))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  process.exitCode = undefined
})

async function check(cases: readonly object[], ...parameters: string[]): Promise<string> {
  const file = join(folder, 'golden.json')
  writeFileSync(file, JSON.stringify({ schema: 'drift-golden/1', cases }))
  printed = []
  await checkStatsCommand().parseAsync([file, ...parameters], { from: 'user' })
  return printed.join('\n')
}

const FISHER = 'scipy:combine_pvalues[fisher]'
const tol = { rel: 1e-9, abs: 1e-12 }

function fisherCase(id: string, pvalue: number | string) {
  const expected = [{ source: FISHER, values: { pvalue }, tol }]
  return { id, method: 'multiple_testing', inputs: { pvalues: [0.25] }, expected }
}

describe('the check of statistics', () => {
  it('says of each method and source how many cases passed, and ends well', async () => {
    expect(await check([fisherCase('a', 0.25), fisherCase('b', 0.25)])).toBe(
      [
        'multiple_testing: 2 of 2 cases passed',
        `  ${FISHER}: 2 of 2 cases passed`,
        'All 2 cases (2 entries) within tolerance.',
      ].join('\n'),
    )
    expect(process.exitCode).toBeUndefined()
  })

  it('names each value that is off, and ends with 1', async () => {
    expect(await check([fisherCase('a', 0.25), fisherCase('b', 'NaN')])).toBe(
      [
        'multiple_testing: 1 of 2 cases passed',
        `  ${FISHER}: 1 of 2 cases passed`,
        '    b pvalue: got 0.25, want NaN, within 1e-9 of it and 1e-12',
        '1 of 2 cases (1 of 2 entries) not within tolerance.',
      ].join('\n'),
    )
    expect(process.exitCode).toBe(1)
  })

  it('counts a case once, however many sources say what must come out', async () => {
    const off = fisherCase('b', 0.5)
    const both = { ...off, expected: [...off.expected, ...fisherCase('b', 0.25).expected] }
    expect((await check([fisherCase('a', 0.25), both, fisherCase('c', 0.25)])).split('\n').at(-1)).toBe(
      '1 of 3 cases (1 of 4 entries) not within tolerance.',
    )
  })

  it('what it says of the example of the guide stands there', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guides/check-the-statistics.md'), 'utf8')
    const [, example = ''] = /```json\n([^]*?)```/.exec(guide) ?? []
    const { cases } = JSON.parse(example) as { cases: object[] }
    expect(guide).toContain(`\`\`\`text\n${await check(cases)}\n\`\`\``)
  })

  it('names what is not offered with its number of cases, and what has nothing to compare with', async () => {
    const unknown = { id: 'a', method: 'astrology', expected: [{ source: 'stars', values: {}, tol }] }
    const failed = { id: 'b', method: 'multiple_testing', expected: [{ source: FISHER, error: 'ZeroDivisionError' }] }
    expect(await check([unknown, unknown, failed])).toBe(
      [
        'astrology: not offered, 2 cases',
        '  stars: not offered, 2 cases',
        `multiple_testing, ${FISHER}: nothing to compare with in 1 case`,
        'Nothing in this file is offered. Not offered: 2 entries of 1 source.',
      ].join('\n'),
    )
    expect(process.exitCode).toBeUndefined()
  })

  it('prints all of it as JSON', async () => {
    const report = { method: 'multiple_testing', source: FISHER, cases: 1, passed: 0 }
    const mismatch = { case: 'a', field: 'pvalue', got: 0.25, want: 'Infinity', tolerance: tol }
    expect(JSON.parse(await check([fisherCase('a', 'Infinity')], '--json'))).toEqual({
      cases: 1,
      passed: 0,
      casesNotOffered: 0,
      entries: 1,
      entriesPassed: 0,
      entriesNotOffered: 0,
      methods: [{ method: 'multiple_testing', cases: 1, passed: 0, notOffered: 0 }],
      checked: [{ ...report, mismatches: [mismatch] }],
      notOffered: [],
      withoutValue: [],
    })
    expect(process.exitCode).toBe(1)
  })

  it('refuses what is no golden file as wrong usage, in one sentence', async () => {
    const refused = async (file: string) =>
      await checkStatsCommand()
        .parseAsync([join(folder, file)], { from: 'user' })
        .catch((error: unknown) => (Refusal.is(error) ? [error.isWrongUsage, error.message] : error))
    writeFileSync(join(folder, 'other.json'), '{"schema":"other"}')
    expect(await refused('gone.json')).toEqual([true, `${join(folder, 'gone.json')} does not exist.`])
    expect(await refused('other.json')).toEqual([
      true,
      `${join(folder, 'other.json')} is no golden file: schema must be drift-golden/1.`,
    ])
    expect(await refused('.')).toEqual([true, `${folder} cannot be read: it is a folder.`])
  })
})
