// How gRPC puts one message on the wire: whether it is packed, its length, and its bytes.

import { ProblemError } from '../problem.ts'
import { tooLarge } from '../body/unpack.ts'

export const FRAME_HEADER_BYTES = 5

export function writeFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + message.byteLength)
  frame.writeUInt8(0, 0)
  frame.writeUInt32BE(message.byteLength, 1)
  frame.set(message, FRAME_HEADER_BYTES)
  return frame
}

/** A message that says itself that it is too large need not be read. */
export function refuseTooLarge(first: Uint8Array, bytesMax: number): void {
  if (first.byteLength >= FRAME_HEADER_BYTES && lengthOf(first) > bytesMax) throw tooLarge(bytesMax)
}

/** The only message of a unary call. */
export function readFrame(received: Uint8Array): { isPacked: boolean; message: Uint8Array } {
  if (received.byteLength < FRAME_HEADER_BYTES) throw new ProblemError('request.invalid', 'The call has no message.')
  if (received.byteLength !== FRAME_HEADER_BYTES + lengthOf(received))
    throw new ProblemError('request.invalid', 'The call does not hold one message of the length it names.')
  const [flag = 0] = received
  if (flag > 1) throw new ProblemError('request.invalid', `The message has the flag ${flag}, which means nothing.`)
  return { isPacked: flag === 1, message: received.subarray(FRAME_HEADER_BYTES) }
}

function lengthOf(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset).getUint32(1)
}
