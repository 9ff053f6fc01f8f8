// What may be looked at at any time, as confseq, stcp and the rules of the golden files have it.

import type { Interval } from '../../statistics/interval.ts'
import { asymptoticHalfWidth, narrowestAt } from '../../statistics/sequential/asymptotic-confidence-sequence.ts'
import { betaBinomialEvidence } from '../../statistics/sequential/beta-binomial-mixture.ts'
import { bettingCapital, bettingSequence } from '../../statistics/sequential/betting.ts'
import { empiricalBernsteinSequence, hoeffdingSequence } from '../../statistics/sequential/confidence-sequence.ts'
import { simpleJumper } from '../../statistics/sequential/conformal-martingale.ts'
import { bernoulliBets, boundedBets } from '../../statistics/sequential/e-detector-bets.ts'
import { mixedProcess, type ProcessKind } from '../../statistics/sequential/mixed-process.ts'
import { mixtureLikelihoodRatio } from '../../statistics/sequential/mixture-likelihood-ratio.ts'
import { twoSampleBernoulli } from '../../statistics/sequential/two-sample-bernoulli.ts'
import type { Calculate, GoldenCase, Methods } from '../golden-case.ts'
import { numberOf, numbersOf } from '../inputs.ts'

const ALPHA = 0.05

export const sequential: Methods = {
  anytime_valid: {
    'confseq:predmix_hoeffding_cs(alpha .05)': intervals(hoeffdingSequence),
    'confseq:predmix_empbern_twosided_cs(alpha .05, truncation .5)': intervals(empiricalBernsteinSequence),
    'confseq:betting_cs(alpha .05, breaks 1000 grid, no running intersection)': intervals(bettingSequence),
    'confseq:betting_mart(m=0.2, alpha .05, predmix_eb bets, theta .5, max of pos/neg, trunc .5/m)': wager(0.2),
    'confseq:betting_mart(m=0.5, alpha .05, predmix_eb bets, theta .5, max of pos/neg, trunc .5/m)': wager(0.5),
    'confseq:betting_mart(m=0.8, alpha .05, predmix_eb bets, theta .5, max of pos/neg, trunc .5/m)': wager(0.8),
    'rule:beta-binomial mixture e-process(p0=0.2, Beta(1,1) prior) log e': againstShare(0.2),
    'rule:beta-binomial mixture e-process(p0=0.5, Beta(1,1) prior) log e': againstShare(0.5),
    'rule:asymptotic CS(alpha .05, rho tuned for t*=500, sd ddof=0)': (one) => {
      const rho = narrowestAt(500, ALPHA)
      const seen = momentsOf(one)
      return {
        rho,
        mean: seen.map(({ mean }) => mean),
        half_width: seen.map(({ count, deviation }) => asymptoticHalfWidth(count, deviation, rho, ALPHA)),
      }
    },
    'rule:mSPRT normal mixture(theta0=.5, sigma2=.25, tau2=.01) log Lambda': (one) => ({
      log_lambda: momentsOf(one).map(({ count, mean }) =>
        mixtureLikelihoodRatio({ count, mean, expected: 0.5, variance: 0.25, effectVariance: 0.01 }),
      ),
    }),
    'rule:simple jumper conformal test martingale(J=.01, eps in {-1,0,1}, p=(#greater+.5*#equal incl. self)/n, larger value = stranger)':
      (one) => ({ log_martingale: atCheckpoints(one, simpleJumper(streamOf(one))) }),
  },
  e_detector: { 'stcp(R package, git HEAD)': detect },
  two_sample_bernoulli_e_process: {
    'rule:2x2 safe test, block na=nb=1, plug-in Beta(.18,.18)': (one) => ({
      log_e: atCheckpoints(one, twoSampleBernoulli(numbersOf(one.inputs, 'a'), numbersOf(one.inputs, 'b'))),
    }),
  },
}

function intervals(sequence: (values: readonly number[], alpha: number) => Interval[]): Calculate {
  return (one) => {
    const seen = atCheckpoints(one, sequence(streamOf(one), ALPHA))
    return { lower: seen.map(({ low }) => low), upper: seen.map(({ high }) => high) }
  }
}

function wager(mean: number): Calculate {
  return (one) => {
    const { higher, lower } = bettingCapital(streamOf(one), mean, ALPHA)
    const [up, down] = [asProducts(higher), asProducts(lower)]
    return {
      log_capital: atCheckpoints(
        one,
        up.map((log, at) => Math.max(log, down[at] ?? 0) - Math.LN2),
      ),
    }
  }
}

/** confseq multiplies: what has once become too large or too small for a number of its kind stays so. */
function asProducts(logs: readonly number[]): number[] {
  let stuck: number | null = null
  return logs.map((log) => {
    const product = Math.exp(log)
    stuck ??= product === 0 || product === Infinity ? Math.log(product) : null
    return stuck ?? log
  })
}

function againstShare(share: number): Calculate {
  return (one) => ({
    log_e: one.checkpoints.map((count) => {
      const successes = streamOf(one)
        .slice(0, count)
        .filter((value) => value === 1).length
      return betaBinomialEvidence(successes, count, share)
    }),
  })
}

function detect(one: GoldenCase): ReturnType<Calculate> {
  const { params } = one
  const isFlipped = params['is_flipped'] === true
  const alpha = numberOf(params, 'alpha')
  const mean = isFlipped ? 1 - numberOf(params, 'm_pre') : numberOf(params, 'm_pre')
  const changes = {
    alpha,
    mean,
    smallest: numberOf(params, 'delta_lower'),
    largest: numberOf(params, 'delta_upper'),
  }
  const isBounded = params['kind'] === 'bounded'
  const { stakes, weights } = isBounded ? boundedBets(changes) : bernoulliBets(changes)
  const growthOf = (value: number): number[] =>
    stakes.map((stake) =>
      isBounded ? Math.log1p(stake * (value / mean - 1)) : stake * value - Math.log1p(mean * Math.expm1(stake)),
    )
  const values = streamOf(one).map((value) => (isFlipped ? 1 - value : value))
  const logs = mixedProcess(values, { kind: kindOf(one), weights, growthOf })
  const threshold = Math.log(1 / alpha)
  const stopped = logs.findIndex((log) => log > threshold)
  return {
    n_baselines: stakes.length,
    lambda_first: stakes[0] ?? NaN,
    lambda_last: stakes.at(-1) ?? NaN,
    omega_first: weights[0] ?? NaN,
    threshold_log: threshold,
    stopped_at_1based: stopped === -1 ? null : stopped + 1,
    log_e_at_checkpoints: atCheckpoints(one, logs),
  }
}

function kindOf({ params }: GoldenCase): ProcessKind {
  if (params['is_test'] === true) return 'test'
  return params['is_SR'] === true ? 'shiryaev-roberts' : 'cusum'
}

/** Streams of a dataset are its data, those of a case its x. */
function streamOf({ inputs }: GoldenCase): number[] {
  return numbersOf(inputs, 'data' in inputs ? 'data' : 'x')
}

function atCheckpoints<Value>({ checkpoints }: GoldenCase, perStep: readonly Value[]): Value[] {
  return checkpoints.flatMap((count) => perStep.slice(count - 1, count))
}

function momentsOf(one: GoldenCase): { count: number; mean: number; deviation: number }[] {
  return one.checkpoints.map((count) => {
    const seen = streamOf(one).slice(0, count)
    const mean = seen.reduce((sum, value) => sum + value, 0) / count
    return { count, mean, deviation: Math.sqrt(seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count) }
  })
}
