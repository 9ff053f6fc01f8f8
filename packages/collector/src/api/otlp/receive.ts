// One OTLP request through the door, whichever wire it came by: let in, submitted, answered after the commit, sent on.

import { OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import type { Encoding, Signal } from '../../otlp/otlp.ts'
import type { AppParts } from '../app-parts.ts'
import type { Permit } from '../authentication/door.ts'
import type { Holding } from '../body/byte-budget.ts'
import { ProblemError } from '../problem.ts'
import { storedOrRefused } from '../receipt.ts'

interface Arrival {
  signal: Signal
  encoding: Encoding
  body: Uint8Array
  holding: Holding
  permit: Permit
  /** The collectors it came through. */
  via: string | undefined
}

interface Rejected {
  rejected: number
  reason: string | null
}

export async function receiveOtlp(
  { signal, encoding, body, holding, permit, via }: Arrival,
  { ingest, forward }: Pick<AppParts, 'ingest' | 'forward'>,
): Promise<Rejected> {
  // An empty body is an empty request in both encodings.
  if (body.byteLength === 0) return { rejected: 0, reason: null }
  const bytes = body.byteLength
  // Whoever stores it takes the memory over.
  const copy = forward === null ? null : copyWithin(body, holding)
  const { accepted, rejected, reason } = storedOrRefused(await ingest.submit({ kind: 'otlp', signal, encoding, body }))
  await permit.charge({ bytes, items: accepted + rejected })
  forward?.offer({ signal, encoding, body: copy, via })
  return { rejected, reason }
}

/** Before a body is read and unpacked only to be refused, which takes time from those that are taken. */
export function refuseWhileFull({ ingestLoad }: Pick<AppParts, 'ingestLoad'>): void {
  if (ingestLoad().isFull) throw new ProblemError('collector.busy')
}

export function bodyBytesMaxOf({ bodyBytesMax }: Permit): number {
  return Math.min(bodyBytesMax ?? OTLP_BODY_BYTES_MAX, OTLP_BODY_BYTES_MAX)
}

/** Null where there is no room for a copy: to send on never stands in the way of storing. */
function copyWithin(body: Uint8Array, holding: Holding): Uint8Array | null {
  try {
    holding.take(body.byteLength)
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
  return Uint8Array.from(body)
}
