// The 95% interval that stands beside a share, because no share is shown without how sure it is.
// Wilson (1927), "Probable inference, the law of succession, and statistical inference": stays inside 0 to 1 and is
// honest near both ends, where the plain normal interval is not. Valid for independent yes/no answers, n > 0.

const Z_95 = 1.959963984540054

export function wilsonInterval(successes: number, n: number): { low: number; high: number } {
  const share = successes / n
  const spread = Z_95 ** 2 / n
  const centre = share + spread / 2
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / n + spread / (4 * n))
  return { low: Math.max(0, (centre - reach) / (1 + spread)), high: Math.min(1, (centre + reach) / (1 + spread)) }
}
