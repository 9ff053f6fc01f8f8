// Answers as points, so that how far two of them are apart is the squared distance of the points, whatever the answers
// are: one of several, a rank, a number, or a set.

/** A set is the list of what is in it. */
export type Answer = string | number | readonly string[]
export type AnswerLevel = 'nominal' | 'ordinal' | 'interval' | 'sets'

/** Of the answers to one item. */
interface PointSums {
  /** What they add up to in each direction in which they are not 0. */
  sums: Map<number, number>
  /** What their squared lengths add up to. */
  squares: number
}

export type Points = (answers: readonly Answer[]) => PointSums

/** One direction for each value, of two different ones of which the squared distance is 2; or one for all, around the mean. */
export function answerPoints(items: readonly (readonly Answer[])[], level: AnswerLevel): Points {
  if (level === 'nominal' || level === 'sets') return membership()
  const place = level === 'interval' ? aroundMean(items) : middleRanks(items)
  return (answers) => {
    let [sum, squares] = [0, 0]
    for (const answer of answers) {
      const at = place(Number(answer))
      sum += at
      squares += at ** 2
    }
    return { sums: new Map([[0, sum]]), squares }
  }
}

function membership(): Points {
  const directions = new Map<string, number>()
  const directionOf = (value: string): number => {
    const known = directions.get(value) ?? directions.size
    directions.set(value, known)
    return known
  }
  return (answers) => {
    const sums = new Map<number, number>()
    let squares = 0
    for (const answer of answers)
      for (const value of typeof answer === 'object' ? answer : [String(answer)]) {
        const direction = directionOf(value)
        sums.set(direction, (sums.get(direction) ?? 0) + 1)
        squares += 1
      }
    return { sums, squares }
  }
}

/** Distances stay as they are, and large numbers lose no digits. */
function aroundMean(items: readonly (readonly Answer[])[]): (value: number) => number {
  let [count, sum] = [0, 0]
  for (const answers of items)
    for (const answer of answers) {
      count += 1
      sum += Number(answer)
    }
  const mean = sum / count
  return (value) => value - mean
}

/** Answers ranked before it, and half of those that are the same: two are apart by the answers between them. */
function middleRanks(items: readonly (readonly Answer[])[]): (value: number) => number {
  const counts = new Map<number, number>()
  for (const answers of items)
    for (const answer of answers) counts.set(Number(answer), (counts.get(Number(answer)) ?? 0) + 1)
  const ranks = new Map<number, number>()
  let before = 0
  for (const [value, count] of [...counts].toSorted(([left], [right]) => left - right)) {
    ranks.set(value, before + count / 2)
    before += count
  }
  const middle = before / 2
  return (value) => (ranks.get(value) ?? middle) - middle
}
