// Vectors made small, and made so that their means can be told apart: two windows whose mean features are alike hold
// vectors that are spread alike. All of it is fixed for ever, so that what was counted in any hour adds up with any other.

import { normalFrom } from '../statistics/normal-from.ts'
import { createRandom } from '../statistics/random.ts'

/** Of a projected vector. As many as a word has bits, of which each is a sign. */
const PROJECTED_DIMENSIONS = 32
const FREQUENCIES = 32
/** A cosine and a sine of each frequency. */
export const FEATURES: number = 2 * FREQUENCIES
/** What features are told in. */
export const FEATURE_SCALE = 1024

/** Projected vectors wait as text until their scale is known: four digits are more than they are worth. */
const PROJECTED_SCALE = 1e4
/** Vectors of which every pair is measured. */
const PAIRED_MAX = 128

/**
 * A vector of any length in 32 dimensions, of length 1: the angle between two stays what it is, give or take 1/√32
 * (Achlioptas 2003, projection by random signs). One of 32 dimensions at most is kept as it is. Null where it is no
 * direction: all zeros, or with something in it that is no number.
 */
export function projectVector(vector: readonly number[]): number[] | null {
  // Divided by the largest first, since squares of large numbers are too large.
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (!Number.isFinite(largest) || largest === 0) return null
  const projected = Array.from({ length: PROJECTED_DIMENSIONS }, () => 0)
  for (let place = 0; place < vector.length; place += 1) {
    const value = (vector[place] ?? 0) / largest
    if (vector.length <= PROJECTED_DIMENSIONS) projected[place] = value
    else addSigned(projected, mixBits(place + 1), value)
  }
  return toLengthOne(projected)
}

/** Adds the value to each dimension whose bit is set, and takes it from the others. */
function addSigned(projected: number[], signs: number, value: number): void {
  for (let bit = 0; bit < PROJECTED_DIMENSIONS; bit += 1) {
    projected[bit] = (projected[bit] ?? 0) + ((signs >>> bit) & 1 ? value : -value)
  }
}

/** Null where all are zero. */
function toLengthOne(vector: readonly number[]): number[] | null {
  const length = Math.hypot(...vector)
  if (length === 0) return null
  return vector.map((value) => Math.round((value / length) * PROJECTED_SCALE) / PROJECTED_SCALE)
}

/** Bits that look drawn by chance, of any whole number: the finish of MurmurHash3 by Austin Appleby. */
export function mixBits(number: number): number {
  let mixed = number | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/**
 * Random Fourier features of a Gaussian kernel, in 1/1024: of 32 frequencies w a cosine and a sine of w·x/bandwidth, so that
 * their squared length is 1, whatever the vector (but for rounding, less than 0.01). The inner product of two is nearly
 * exp(−|x − y|²/2·bandwidth²).
 * A. Rahimi and B. Recht, "Random features for large-scale kernel machines", NIPS 2007; both of each frequency: D. J.
 * Sutherland and J. Schneider, "On the error of random Fourier features", UAI 2015.
 */
export function featuresOf(projected: readonly number[], bandwidth: number): number[] {
  const features: number[] = []
  for (const frequency of DIRECTIONS) {
    let angle = 0
    for (let place = 0; place < PROJECTED_DIMENSIONS; place += 1) {
      angle += (frequency[place] ?? 0) * (projected[place] ?? 0)
    }
    angle /= bandwidth
    features.push(toWhole(Math.cos(angle)), toWhole(Math.sin(angle)))
  }
  return features
}

function toWhole(part: number): number {
  // Never minus zero, which is no other number and yet not the same.
  return Math.round((part / Math.sqrt(FREQUENCIES)) * FEATURE_SCALE) + 0
}

/** The median length between two of them, by which neither all look alike nor all apart; 1 where most are the same. */
export function bandwidthOf(vectors: readonly (readonly number[])[]): number {
  const some = vectors.slice(0, PAIRED_MAX)
  const lengths = some.flatMap((one, place) => some.slice(place + 1).map((other) => lengthBetween(one, other)))
  lengths.sort((left, right) => left - right)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  return median > 0 ? median : 1
}

function lengthBetween(one: readonly number[], other: readonly number[]): number {
  return Math.hypot(...one.map((value, place) => value - (other[place] ?? 0)))
}

const DIRECTIONS = drawDirections()

/** Each part normal. */
function drawDirections(): number[][] {
  const random = createRandom(0x74_72_69_6d)
  return Array.from({ length: FREQUENCIES }, () =>
    Array.from({ length: PROJECTED_DIMENSIONS }, () => normalFrom(random)),
  )
}
