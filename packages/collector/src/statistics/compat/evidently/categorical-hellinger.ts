// The distance of Hellinger as evidently works it out of categories.

/**
 * √(1 − Σ √(p·q)): the plain one, but for its rounding, of which the root makes 1e-8 where nothing differs. A window without rows has no
 * shares and is said to be 1 away, also from another without. Golden: `evidently:hellinger`.
 */
export function evidentlyCategoricalHellinger(reference: readonly number[], current: readonly number[]): number {
  const [before, now] = [reference, current].map((counts) => counts.reduce((sum, count) => sum + count, 0))
  const alike = reference.reduce((sum, count, category) => {
    const product = (count / (before || 1)) * ((current[category] ?? 0) / (now || 1))
    return sum + Math.sqrt(product)
  }, 0)
  return Math.sqrt(1 - Math.min(1, alike))
}
