// What an estimate is: a value, how many observations it rests on, and the two ends between which the true value lies
// in 95 of 100 samples.

export interface Interval {
  low: number
  high: number
}

export interface Estimate extends Interval {
  value: number
  count: number
}

/** The 97.5 % quantile of the normal distribution: 95 % of it lies within so many standard deviations of its middle. */
export const Z_95 = 1.959963984540054
