// Bins for numbers of any size, finest around where most of them lie: even steps within a spread of the centre, and steps
// that grow with the distance beyond it. A signal has one grid for ever, learned from its first values, so that what was
// counted in any hour adds up with any other. The error of a value is at most half a bin:
// STEP/2 · √(spread² + (value − centre)²), a hundredth of a spread near the centre, a hundredth of the distance far out.

export interface Grid {
  centre: number
  /** Above zero. */
  spread: number
}

/** How wide a bin is at the centre, in spreads. */
const STEP = 0.02

/** asinh is even near zero and a logarithm far out. The value is finite. */
export function binOf({ centre, spread }: Grid, value: number): number {
  // What is too far for a difference to be told is as far as can be told.
  const steps = Math.round(Math.asinh((value - centre) / spread) / STEP)
  // Never minus zero, which is the same bin and yet another number.
  return Number.isFinite(steps) ? steps + 0 : Math.sign(value - centre) * BIN_MAX
}

/** No double is further than asinh can tell. */
const BIN_MAX = Math.ceil(Math.asinh(Number.MAX_VALUE) / STEP)

export function middleOf(grid: Grid, bin: number): number {
  return valueAt(grid, bin)
}

/** Where the bin begins; the one after begins where it ends. */
export function startOf(grid: Grid, bin: number): number {
  return valueAt(grid, bin - 0.5)
}

/** What is further than any number can say is the last that one can. */
function valueAt({ centre, spread }: Grid, steps: number): number {
  const value = centre + spread * Math.sinh(steps * STEP)
  return Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE))
}

/** Half its width, the most by which a value in it differs from what is said of it. */
export function errorOf(grid: Grid, bin: number): number {
  return (startOf(grid, bin + 1) - startOf(grid, bin)) / 2
}

/**
 * How far a bin is from the centre, in spreads that grow with the distance: 1 is about one spread near the centre, and each
 * further one about e times as far. Values that are far out weigh in it as much as they are surprising, not as they are large.
 */
export function spreadsOf(bin: number): number {
  return bin * STEP
}
