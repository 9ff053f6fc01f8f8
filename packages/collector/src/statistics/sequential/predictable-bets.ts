// How much to stake on the next observation, from the spread of those before it.

/**
 * For observations between 0 and 1, one bet for each, chosen before it is seen:
 *
 *   λ_t = √(2 ln(2/α) / (s²_{t−1} t ln(1 + t)))
 *
 * with s² the variance so far as if there had been one observation more, of mean 1/2 and variance 1/4. Whoever bets keeps
 * it within what the wager can bear.
 * I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86 (2024);
 * `lambda_predmix_eb` of confseq.
 */
export function predictableBets(values: readonly number[], alpha: number): number[] {
  let [sum, squares, variance] = [0.5, 0.25, 0.25]
  return values.map((value, at) => {
    const t = at + 1
    const bet = Math.sqrt((2 * Math.log(2 / alpha)) / (variance * t * Math.log1p(t)))
    sum += value
    squares += (value - sum / (t + 1)) ** 2
    variance = squares / (t + 1)
    return bet
  })
}
