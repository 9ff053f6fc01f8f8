// How small messages get, by how many are packed together and how hard, and what one of them costs to read again.
import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib'
import { type Experiment, timeEach } from './experiment.ts'

const MESSAGES_MAX = 20_000
const MESSAGE_CHARACTERS = 580
const BLOCKS = [0, 4096, 16_384, 65_536, 262_144]
const LEVELS = [1, 3, 9]
const READS = 200

export const measureCompression: Experiment = ({ draw, language, rows }) => {
  const count = Math.min(rows, MESSAGES_MAX)
  const messages = Array.from({ length: count }, () => {
    const role = draw.pick(['user', 'assistant'])
    const text = language.write(draw, draw.spread(MESSAGE_CHARACTERS, 0.5))
    return Buffer.from(JSON.stringify({ role, parts: [{ type: 'text', text }] }))
  })
  const plainBytes = messages.reduce((sum, message) => sum + message.length, 0)
  const table = BLOCKS.flatMap((blockBytes) => {
    const blocks = pack(messages, blockBytes)
    return LEVELS.map((level) => {
      const params = { [constants.ZSTD_c_compressionLevel]: level }
      const startMs = performance.now()
      const packed = blocks.map((block) => zstdCompressSync(block, { params }))
      const packUs = ((performance.now() - startMs) * 1000) / count
      const packedBytes = packed.reduce((sum, block) => sum + block.length, 0)
      const readUs = timeEach(READS, () => void zstdDecompressSync(draw.pick(packed)))
      return [
        blockBytes === 0 ? 'each by itself' : `${blockBytes / 1024} KB`,
        String(level),
        (plainBytes / packedBytes).toFixed(2),
        packUs.toFixed(1),
        readUs.toFixed(0),
      ]
    })
  })
  return {
    title: 'Packing',
    explanation: `${count} messages of ${(plainBytes / count).toFixed(0)} bytes on average, with zstd.`,
    columns: ['Packed together', 'Level', 'Times smaller', 'Packing, µs a message', 'Unpacking one block, µs'],
    rows: table,
  }
}

function pack(messages: readonly Buffer[], blockBytes: number): Buffer[] {
  if (blockBytes === 0) return [...messages]
  const blocks: Buffer[] = []
  let [open, openBytes]: [Buffer[], number] = [[], 0]
  for (const message of messages) {
    open.push(message)
    openBytes += message.length
    if (openBytes < blockBytes) continue
    blocks.push(Buffer.concat(open))
    ;[open, openBytes] = [[], 0]
  }
  return open.length === 0 ? blocks : [...blocks, Buffer.concat(open)]
}
