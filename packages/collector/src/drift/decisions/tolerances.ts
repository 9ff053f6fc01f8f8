// How large a change is still fine, where nobody has said another.

import type { SignalAspect } from '@trimtab/contract/drift'
import type { WatchedSignal } from '../../store/state-watch.ts'

const SPREADS = 0.1
const DISTANCE = 0.1
/** Of rows that changed category, of any. */
const CHANGED = 0.05
/** Of one share. */
const RATE = 0.02
/** Of what is never fine for many. */
const ODD = 0.01

/** What people said is of the values of a signal: what is missing or odd has no unit of theirs. */
export function toleranceOf(
  { name, kind }: WatchedSignal,
  aspect: SignalAspect,
  isRate: boolean,
  said: { readonly [signal: string]: number },
): number {
  if (aspect === 'missing') return RATE
  if (aspect === 'type' || aspect === 'unseen') return ODD
  const own = Object.hasOwn(said, name) ? said[name] : undefined
  if (own !== undefined && Number.isFinite(own) && own >= 0) return own
  if (kind === 'number') return SPREADS
  if (kind === 'vector') return DISTANCE
  return isRate ? RATE : CHANGED
}
