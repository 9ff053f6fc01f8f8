import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calibrationErrorByMass, expectedCalibrationError } from './calibration-error.ts'

it('each bin holds its upper end, and the first one zero as well', () => {
  for (const bins of [3, 7, 10, 15])
    for (let end = 0; end <= bins; end++) {
      const bin = Math.max(0, end - 1)
      // A second row in the middle of the bin shows that both are in it: their gaps cancel.
      const scores = [end / bins, (bin + 0.5) / bins]
      const share = (scores[0] ?? 0) + (scores[1] ?? 0)
      const { largest } = expectedCalibrationError(scores, [share, 0], bins)
      expect(largest).toBeCloseTo(0, 12)
    }
})

it('of .8 that comes true half the time the gap is .3, weighed by its rows', () => {
  const scores = [0.75, 0.75, 0.15, 0.15, 0.15, 0.15, 0.15, 0.15]
  const labels = [1, 0, 0, 0, 0, 0, 0, 0]
  const { expected, largest } = expectedCalibrationError(scores, labels, 10)
  expect(largest).toBeCloseTo(0.25, 12)
  expect(expected).toBeCloseTo(0.25 * 0.25 + 0.15 * 0.75, 12)
})

it('over one bin both errors are the gap between the mean score and the share of ones', () => {
  const rows = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 20 }), (all, bins) => {
      const [scores, labels] = [all.map(([score]) => score), all.map(([, label]) => label)]
      const gap = Math.abs(scores.reduce((sum, score, row) => sum + score - (labels[row] ?? 0), 0)) / all.length
      expect(expectedCalibrationError(scores, labels, 1).expected).toBeCloseTo(gap, 12)
      expect(calibrationErrorByMass(scores, labels, 1).expected).toBeCloseTo(gap, 12)
      for (const error of [expectedCalibrationError, calibrationErrorByMass]) {
        const { expected, largest } = error(scores, labels, bins)
        expect(expected).toBeGreaterThanOrEqual(gap - 1e-12)
        expect(largest).toBeGreaterThanOrEqual(expected - 1e-12)
      }
    }),
  )
})
