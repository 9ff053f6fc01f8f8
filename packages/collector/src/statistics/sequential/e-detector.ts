// An alarm that may be looked at after every row and still has a proven bound on false alarms: a bet against "the share
// of what counts is no higher than this bound", begun anew with every block.

/**
 * Of one side: that the share of what counts, k of n, does not go above a bound. `logs` has the log of M for each bet after
 * the last closed block; it is empty where nothing was seen.
 */
export interface EDetector {
  readonly logs: readonly number[]
}

export interface Block {
  readonly n: number
  readonly k: number
  /** The highest share that is fine, between 0 and 1, neither included. */
  readonly bound: number
  /** At least 1: how many rows count as one, because rows of a block hang together. */
  readonly dependence: number
}

/** Which block a change most likely began with, and the first and last with which it may have: within a factor e² of it. */
interface LikelyStart {
  first: number
  from: number
  to: number
}

export const FRESH: EDetector = { logs: [] }

/** What share of itself each bet risks on a row: from cautious, for small changes, to bold, for large ones. */
const FRACTIONS: readonly number[] = Array.from({ length: 12 }, (_, bet) => 0.01 * 95 ** (bet / 11))
/** Of log evidence: a start that is worse by more is not where the change began. */
const PLAUSIBLE = 2

/**
 * The detector after the block is over. With m the bound, d the dependence, f the fraction that a bet risks, and the stake
 * λ = f/m, for each bet
 *
 *   M ← (1 + M) G,  G = [(1 + λ(1 − m))^k (1 − λm)^(n−k)]^(1/d)
 *
 * and the evidence is the mean of M over the bets (Shiryaev and Roberts: the sum over all blocks that a change may have
 * begun with). Whoever alarms where it reaches 1/α alarms, while all is well, on average not before 1/α blocks:
 *
 * - As long as a row is no worse than the bound given all before it, E[x | past] ≤ m, a row multiplies a stake by at most 1
 *   on average. So M less the number of blocks begun is a supermartingale for each bet, and so is the mean: where it stops
 *   at 1/α, that many blocks have begun on average. No independence is needed, and the true share need not be constant.
 * - One may look within a block: from its beginning, the product over its rows is itself a supermartingale (optional
 *   stopping).
 * - Dividing the exponent by d holds where the rows of a block hang together in any way, in groups of at most d, each row
 *   fine on average: the geometric mean of d growths is at most their arithmetic mean, whose expectation is at most 1. For
 *   rows that are independent after all, x^(1/d) is concave (Jensen), and only speed is lost.
 *
 * An empty block begins nothing. Not valid where the bound was chosen after looking at these rows, nor where rows that
 * hang together are spread over blocks, beyond what their past explains.
 * J. Shin, A. Ramdas and A. Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", NEJSDS
 * (2023), arXiv 2203.03532.
 */
export function closeBlock(detector: EDetector, block: Block): EDetector {
  if (block.n === 0) return detector
  const growth = logGrowth(block)
  return { logs: growth.map((log, bet) => logOnePlus(detector.logs[bet] ?? -Infinity) + log) }
}

/**
 * The log of the mean of M over the bets; −∞ where nothing was seen. In the middle of a block it is that of the detector
 * with the block closed so far: looking is no closing.
 */
export function evidence(detector: EDetector): number {
  return logMean(detector.logs)
}

/** By what a block multiplies each bet, in logs. */
export function logGrowth({ n, k, bound, dependence }: Block): number[] {
  return FRACTIONS.map((fraction) => {
    // A bound next to nothing would overflow; a lesser stake is as valid.
    const gain = Math.log1p(Math.min((fraction * (1 - bound)) / bound, Number.MAX_VALUE))
    return (k * gain + (n - k) * Math.log1p(-fraction)) / dependence
  })
}

/**
 * With which block the change most likely began: the start s with the largest mean over bets of the product of growths from s
 * to the end. Null where no start has more than it began with. Blocks without rows are no starts.
 */
export function likelyStart(blocks: readonly Block[]): LikelyStart | null {
  const sums = FRACTIONS.map(() => 0)
  const starts: { start: number; log: number }[] = []
  for (const [start, block] of [...blocks.entries()].toReversed()) {
    if (block.n === 0) continue
    for (const [bet, log] of logGrowth(block).entries()) sums[bet] = (sums[bet] ?? 0) + log
    starts.push({ start, log: logMean(sums) })
  }
  const best = Math.max(...starts.map(({ log }) => log))
  if (!(best > 0)) return null
  const plausible = starts.filter(({ log }) => log >= best - PLAUSIBLE).map(({ start }) => start)
  const first = starts.find(({ log }) => log === best)?.start ?? 0
  return { first, from: Math.min(...plausible), to: Math.max(...plausible) }
}

/** log(1 + e^log), also where e^log is too large for a number. */
function logOnePlus(log: number): number {
  return Math.max(log, 0) + Math.log1p(Math.exp(-Math.abs(log)))
}

function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs)
  if (largest === -Infinity) return -Infinity
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length)
}
