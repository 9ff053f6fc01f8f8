// What is done to a request once it is bytes: bits that flip, ends that are missing, lengths that lie.
import type { Random } from './random.ts'

/** Varints and lengths that no message has, and bytes that mean something in JSON. */
const SPLINTERS: readonly Buffer[] = [
  Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]),
  Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
  Buffer.alloc(12, 0xff),
  Buffer.alloc(12, 0x80),
  Buffer.from([0x7f]),
  Buffer.from([0x00]),
  Buffer.from([0x0b, 0x0c]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('\uFEFF'),
  Buffer.from('"'),
  Buffer.from('\\u0000'),
  Buffer.from('\\ud800'),
  Buffer.from('[['),
  Buffer.from('{"__proto__":{"a":1}}'),
]

type Damage = (body: Buffer, random: Random) => Buffer

const DAMAGES: readonly Damage[] = [
  (body, random) => changed(body, random, (byte) => byte ^ (1 << random.below(8))),
  (body, random) => changed(body, random, () => random.below(256)),
  // In protobuf the last three bits of a tag say how its field is written.
  (body, random) => changed(body, random, (byte) => (byte & 0xf8) | random.below(8)),
  (body, random) => body.subarray(0, random.below(body.length + 1)),
  (body, random) => spliced(body, { at: random.below(body.length + 1), without: 0, put: random.pick(SPLINTERS) }),
  (body, random) => {
    const put = random.pick(SPLINTERS)
    return spliced(body, { at: random.below(body.length + 1), without: put.length, put })
  },
  (body, random) =>
    spliced(body, { at: random.below(body.length + 1), without: random.below(20), put: Buffer.alloc(0) }),
  (body, random) => {
    const start = random.below(body.length + 1)
    const copy = body.subarray(start, start + random.below(200))
    return spliced(body, { at: random.below(body.length + 1), without: 0, put: copy })
  },
  (body, random) => Buffer.concat([body, random.bytes(random.below(30))]),
  (body) => Buffer.concat([body, body]),
]

/** One to three damages, one after another. */
export function damage(body: Buffer, random: Random): Buffer {
  let damaged = body
  const times = 1 + random.below(3)
  for (let time = 0; time < times; time += 1) damaged = random.pick(DAMAGES)(damaged, random)
  return damaged
}

function changed(body: Buffer, random: Random, change: (byte: number) => number): Buffer {
  if (body.length === 0) return body
  const copy = Buffer.from(body)
  const at = random.below(copy.length)
  copy[at] = change(copy[at] ?? 0)
  return copy
}

function spliced(body: Buffer, { at, without, put }: { at: number; without: number; put: Buffer }): Buffer {
  return Buffer.concat([body.subarray(0, at), put, body.subarray(at + without)])
}
