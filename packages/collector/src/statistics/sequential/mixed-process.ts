// What a mixture of bets has gained after every observation: as a test of one mean, or as a detector of when it changed.

/**
 * A test asks of all observations together. Detectors ask of those since a change that may have begun at any time: the sum
 * over all beginnings (Shiryaev and Roberts), or the best of them (CUSUM).
 */
export type ProcessKind = 'test' | 'shiryaev-roberts' | 'cusum'

interface Mixture {
  kind: ProcessKind
  /** They sum to 1. */
  weights: readonly number[]
  /** For each bet, the log of what a value multiplies it by: at most 1 on average as long as all is well. */
  growthOf: (value: number) => readonly number[]
}

/**
 * After each value, the log of Σ w_k M_k, where with growth G_k the test has M ← M G, from 1, the sum has M ← (1 + M) G and
 * CUSUM has M ← max(1, M) G, from 0. While all is well, a test is above 1/α ever with a chance of at most α; a detector is
 * so not before 1/α observations on average.
 * Shin, Ramdas and Rinaldo, "E-detectors", NEJSDS (2023); `run_stcp` of stcp.
 */
export function mixedProcess(values: readonly number[], { kind, weights, growthOf }: Mixture): number[] {
  const logs = weights.map(() => (kind === 'test' ? 0 : -Infinity))
  const logWeights = weights.map((weight) => Math.log(weight))
  const known = new Map<number, readonly number[]>()
  return values.map((value) => {
    const growth = known.get(value) ?? growthOf(value)
    known.set(value, growth)
    let largest = -Infinity
    for (const [bet, log] of logs.entries()) {
      const next = before(kind, log) + (growth[bet] ?? 0)
      logs[bet] = next
      largest = Math.max(largest, next + (logWeights[bet] ?? 0))
    }
    const sum = logs.reduce((total, log, bet) => total + Math.exp(log + (logWeights[bet] ?? 0) - largest), 0)
    return largest + Math.log(sum)
  })
}

function before(kind: ProcessKind, log: number): number {
  if (kind === 'test') return log
  return kind === 'cusum' ? Math.max(0, log) : Math.max(0, log) + Math.log1p(Math.exp(-Math.abs(log)))
}
