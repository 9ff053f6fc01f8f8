// Sends an input over a socket of its own, because what is framed wrongly no client of HTTP would send.
import { connect } from 'node:net'
import { wrongWith } from './answers.ts'
import type { Made } from './bombs.ts'
import { type Envelope, makeEnvelope } from './envelopes.ts'
import { type Sent, SILENCE_MS_MAX } from './laws.ts'
import type { Random } from './random.ts'

export async function sendOverHttp(port: number, made: Made, random: Random): Promise<Sent> {
  const envelope = makeEnvelope(made, random)
  const received = await exchange(port, envelope)
  return {
    wrong: received === null ? 'there was no end of the answer' : wrongWith(received, envelope),
    status: received?.toString('latin1', 9, 12) || 'none',
    head: envelope.head,
    body: envelope.body,
  }
}

/** Everything that comes back until the other side closes; null where it does not in time. */
function exchange(port: number, { head, body, isBroken }: Envelope): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(SILENCE_MS_MAX, () => {
      resolve(null)
      socket.destroy()
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    // It may close before it has read all, which is its right once it has answered.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks)))
    socket.write(Buffer.concat([head, body]))
    // Whoever promised more and goes is told apart from whoever waits; Node hangs up on both.
    if (isBroken) socket.end()
  })
}
