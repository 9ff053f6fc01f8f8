import { expect, it } from 'vitest'
import { describeChecked } from './check-stats-text.ts'

const tolerance = { rel: 0, abs: 0.5 }

it('shows a long answer by its beginning, and a missing one as nothing', () => {
  const want = Array.from({ length: 100 }, (_, at) => at)
  const mismatches = [
    { case: 'a', field: 'adjusted', got: [NaN, 1], want, tolerance },
    { case: 'b', field: '', got: undefined, want: 'ks', tolerance },
  ]
  const said = describeChecked({
    methods: [{ method: 'm', cases: 2000, passed: 1998, notOffered: 0 }],
    checked: [{ method: 'm', source: 's', cases: 2000, passed: 1998, mismatches }],
    notOffered: [],
    withoutValue: [],
  }).split('\n')
  expect(said[0]).toBe('m: 1,998 of 2,000 cases passed')
  expect(said[2]).toMatch(/^ {4}a adjusted: got \["NaN",1\], want \[0,1,2,.{70,}…, within 0 of it and 0\.5$/)
  expect(said[3]).toBe('    b: got nothing, want "ks", within 0 of it and 0.5')
  expect(said.at(-1)).toBe('2 of 2,000 cases (2 of 2,000 entries) not within tolerance.')
})
