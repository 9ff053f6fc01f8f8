// An interval for a mean that may be looked at at any time, for values that have no bounds and of which there are many.

/**
 * How far it reaches to each side of the mean, with s the standard deviation (of n, not n − 1) and ρ where it is narrowest:
 *
 *   s √(2(nρ² + 1)/(n²ρ²) ln(√(nρ² + 1)/α))
 *
 * Valid as n grows, not for few: with n below a hundred or so, or heavy tails, it is too narrow.
 * I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy and A. Ramdas, "Time-uniform central limit theory and asymptotic
 * confidence sequences", Ann. Statist. 52 (2024).
 */
export function asymptoticHalfWidth(count: number, deviation: number, rho: number, alpha: number): number {
  const scaled = count * rho ** 2
  return deviation * Math.sqrt(((2 * (scaled + 1)) / (count * scaled)) * Math.log(Math.sqrt(scaled + 1) / alpha))
}

/** ρ = √((−2 ln α + ln(−2 ln α) + 1)/n): narrow where there are about so many. */
export function narrowestAt(count: number, alpha: number): number {
  const log = -2 * Math.log(alpha)
  return Math.sqrt((log + Math.log(log) + 1) / count)
}
