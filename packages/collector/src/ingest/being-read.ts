// Memory of both threads in which the writer notes what it is reading, so that it is known when reading ends the thread.

/** What a thread is given of it when it starts. */
export interface BeingRead {
  /** Two Int32: the number of the parcel, 0 for none, and how long its body is. */
  facts: SharedArrayBuffer
  /** As large as the largest body so far. */
  body: SharedArrayBuffer
}

/** The number of no parcel. */
export const NONE = 0
const [NUMBER, LENGTH] = [0, 1]

export function makeBeingRead(bytesMax: number): BeingRead {
  return {
    facts: new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT),
    body: new SharedArrayBuffer(0, { maxByteLength: bytesMax }),
  }
}

interface Noted {
  number: number
  body: Uint8Array
}

/** Null where nothing was being read, or something too large to be noted. */
export function notedIn({ facts, body }: BeingRead): Noted | null {
  const [number = NONE, length = 0] = new Int32Array(facts)
  return number === NONE ? null : { number, body: Uint8Array.from(new Uint8Array(body, 0, length)) }
}

/** For the thread: called before it reads a body, and with null when it has read it. */
export function noteIn({ facts, body: memory }: BeingRead): (noted: Noted | null) => void {
  const places = new Int32Array(facts)
  // Follows the memory when that grows.
  const bytes = new Uint8Array(memory)
  return (noted) => {
    places[NUMBER] = NONE
    if (noted === null || noted.body.byteLength > memory.maxByteLength) return
    const { number, body } = noted
    if (body.byteLength > memory.byteLength) memory.grow(body.byteLength)
    bytes.set(body)
    places[LENGTH] = body.byteLength
    places[NUMBER] = number
  }
}
