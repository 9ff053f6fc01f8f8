// Whether the statistics come out as those of the sources that are followed: every golden value, by method and source; and
// whether the rivals of this bench alarm at the very rows at which their originals do.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkGolden } from '../../packages/collector/src/golden/check-file.ts'
import type { Methods } from '../../packages/collector/src/golden/golden-case.ts'
import { type Expectation, type GoldenFile, readGoldenFile } from '../../packages/collector/src/golden/golden-file.ts'
import { allMethods } from '../../packages/collector/src/golden/methods/methods.ts'
import type { Section } from '../measure/report.ts'
import type { DriftPart } from './part.ts'
import { rivalMethods } from './rivals/golden-streams.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'packages', 'collector', 'src', 'golden', 'fixtures')
const STREAMS = 'streams-cases.json'

interface Line {
  method: string
  source: string
  cases: number
  passed: number | null
}

export const measureGolden: DriftPart = async () => {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.json') && !file.endsWith('-datasets.json'))
  const lines = files.filter((file) => file !== STREAMS).flatMap((file) => check(read(file), allMethods))
  const rivals = check(alarmsAlone(read(STREAMS)), rivalMethods).filter(({ passed }) => passed !== null)
  return [
    section('Golden values', lines, GOLDEN),
    section('Rivals, held to the alarms of their originals', rivals, RIVALS),
  ]
}

const GOLDEN =
  'Numbers of scipy, statsmodels, scikit-learn, R packages and of the peers themselves. A case passes within the tolerance that it states; none was loosened. What is not offered is said to be, and is not counted as passed.'
const RIVALS =
  'River and frouros on 16 streams: all alarms have to be at the same row. The other sources of the file are no rivals here.'

function read(file: string): GoldenFile {
  return readGoldenFile(join(FIXTURES, file))
}

/** Of what a source tells on its way nothing is asked. */
function alarmsAlone({ cases }: GoldenFile): GoldenFile {
  const only = (wanted: Expectation['wanted']): Expectation['wanted'] =>
    wanted === null ? null : { ...wanted, values: { alarms: wanted.values['alarms'] ?? [] } }
  return {
    cases: cases.map(({ one, expected }) => ({
      one,
      expected: expected.map(({ source, wanted }) => ({ source, wanted: only(wanted) })),
    })),
  }
}

function check(file: GoldenFile, methods: Methods): Line[] {
  const { checked, notOffered } = checkGolden(file, methods)
  return [...checked, ...notOffered.map((left) => ({ ...left, passed: null }))]
}

function section(title: string, lines: readonly Line[], explanation: string): Section {
  const merged = [...Map.groupBy(lines, ({ method, source }) => `${method} ${source}`).values()].map((some) => ({
    method: some[0]?.method ?? '',
    source: some[0]?.source ?? '',
    cases: sumOf(some, ({ cases }) => cases),
    passed: some.some(({ passed }) => passed === null) ? null : sumOf(some, ({ passed }) => passed ?? 0),
  }))
  const offered = merged.filter(({ passed }) => passed !== null)
  const total = `${sumOf(offered, ({ passed }) => passed ?? 0).toLocaleString('en')} of ${sumOf(offered, ({ cases }) => cases).toLocaleString('en')}`
  return {
    title,
    explanation: `${explanation} In all ${total} pass.`,
    columns: ['Method', 'Source', 'Cases', 'Passed'],
    rows: merged.map(({ method, source, cases, passed }) => [
      method,
      `\`${source.replaceAll('|', '\\|')}\``,
      String(cases),
      passed === null ? 'not offered' : String(passed),
    ]),
  }
}

function sumOf<One>(all: readonly One[], valueOf: (one: One) => number): number {
  return all.reduce((sum, one) => sum + valueOf(one), 0)
}
