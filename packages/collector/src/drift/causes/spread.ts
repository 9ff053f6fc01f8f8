// How a signal is spread before and now, in a dozen parts at most that can be drawn, and how much of the difference each carries.

import type { SpreadBin } from '@trimtab/contract/drift'
import { jensenShannonTerms } from '../../statistics/divergences/jensen-shannon.ts'
import type { Compared, Sample } from '../compared.ts'
import { categoryName } from '../decisions/changed.ts'
import { clusterName } from './figure.ts'
import { rangesOf, type SpreadPart } from './number-ranges.ts'

const PARTS_MAX = 12

/** In the order in which they are drawn; each bin falls into one. None where bins say nothing. */
export function partsOf({ signal, reference, current }: Compared): SpreadPart[] {
  if (signal.kind === 'number')
    return signal.grid === null ? [] : rangesOf(signal.grid, reference.bins, current.bins, PARTS_MAX)
  if (signal.isIdentifier === true) return []
  const codes = [...new Set([...reference.bins.keys(), ...current.bins.keys()])]
  if (signal.kind === 'vector')
    return codes.toSorted((left, right) => left - right).map((code) => partOf(clusterName(code), [code]))
  const share = (code: number): number => Math.max(shareIn(reference, code), shareIn(current, code))
  const named = codes
    .filter((code) => code > 0)
    .toSorted((left, right) => share(right) - share(left) || left - right)
    .slice(0, PARTS_MAX)
  const others = codes.filter((code) => !named.includes(code))
  return [
    ...named.map((code) => partOf(categoryName(signal, code), [code])),
    ...(others.length > 0 ? [partOf('all others', others)] : []),
  ]
}

function partOf(label: string, codes: readonly number[]): SpreadPart {
  return { label, from: null, to: null, has: (bin) => codes.includes(bin) }
}

/**
 * With p and q the shares of a part before and now and m the middle of both, it carries
 *
 *   ½ p ln(p/m) + ½ q ln(q/m)   of the divergence of Jensen and Shannon, which is the sum of these.
 *
 * Where the two spreads are the same, or a side is empty, there is no difference to carry: then all are zero.
 */
export function spreadOf(compared: Compared): SpreadBin[] {
  const parts = partsOf(compared)
  const countsOf = ({ bins }: Sample): number[] => parts.map(({ has }) => countIn(bins, has))
  const [was, now] = [countsOf(compared.reference), countsOf(compared.current)]
  const [allWas, allNow] = [sumOf(was), sumOf(now)]
  const terms = allWas > 0 && allNow > 0 ? jensenShannonTerms(was, now) : parts.map(() => 0)
  const all = sumOf(terms)
  return parts.map(({ label, from, to }, place) => ({
    label,
    from,
    to,
    reference: allWas > 0 ? (was[place] ?? 0) / allWas : 0,
    current: allNow > 0 ? (now[place] ?? 0) / allNow : 0,
    share: all > 0 ? (terms[place] ?? 0) / all : 0,
  }))
}

export function countIn(bins: ReadonlyMap<number, number>, has: (bin: number) => boolean): number {
  let sum = 0
  for (const [bin, count] of bins) if (has(bin)) sum += count
  return sum
}

function shareIn({ bins, seen }: Sample, code: number): number {
  return seen > 0 ? (bins.get(code) ?? 0) / seen : 0
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
