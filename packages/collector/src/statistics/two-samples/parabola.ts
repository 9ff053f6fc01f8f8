// The parabola that comes closest to some points.

interface Point {
  readonly x: number
  readonly y: number
}

/** level + slope (x − middle) + curve (x − middle)². */
interface Parabola {
  readonly middle: number
  readonly level: number
  readonly slope: number
  readonly curve: number
}

/**
 * The one with the least sum of squared distances in y. Around the mean of x, where a parabola and a line are made independent of
 * each other by Gram and Schmidt: each coefficient is then a quotient of two sums. It wants three different x at least.
 */
export function parabolaThrough(points: readonly Point[]): Parabola {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const middle = mean(({ x }) => x)
  const [square, cube] = [mean(({ x }) => (x - middle) ** 2), mean(({ x }) => (x - middle) ** 3)]
  const bend = (x: number): number => (x - middle) ** 2 - (cube / square) * (x - middle) - square
  const curve = mean(({ x, y }) => bend(x) * y) / mean(({ x }) => bend(x) ** 2)
  const slope = mean(({ x, y }) => (x - middle) * y) / square - (cube / square) * curve
  return { middle, level: mean(({ y }) => y) - square * curve, slope, curve }
}

export function valueOf({ middle, level, slope, curve }: Parabola, x: number): number {
  return level + (slope + curve * (x - middle)) * (x - middle)
}
