// OTLP over gRPC on a port of its own. The protocol is HTTP/2 with a small frame around each message, so it stands on
// node:http2 itself: a library would read whole messages before anyone could refuse their bytes.

import { createServer, type ServerHttp2Session } from 'node:http2'
import { explainListenFailure } from '../listen.ts'
import { answerCall, type GrpcParts } from './answer-call.ts'

/** Calls still under way after this are cut off; their senders were not answered and send again. */
const DRAIN_MS_MAX = 10_000

/** An exporter has a few calls under way; each is held in memory from its first byte. */
const STREAMS_A_CONNECTION_MAX = 64

/** Each connection costs memory, whether it says anything or not. */
const CONNECTIONS_MAX = 1_024

const TIMES = {
  /** Whoever connects says at once that it speaks HTTP/2. */
  greetingMsMax: 10_000,
  /** Longer than the minute that exporters of metrics wait between two calls. */
  idleMsMax: 120_000,
}

export interface GrpcListening {
  port: number
  /** Answers the calls under way, takes no more, and resolves when all connections are closed. */
  stop: () => Promise<void>
}

interface ListenOptions {
  parts: GrpcParts
  host: string
  port: number
  times?: Partial<typeof TIMES>
}

export async function listenGrpc({ parts, host, port, times }: ListenOptions): Promise<GrpcListening> {
  const server = createServer({ settings: { maxConcurrentStreams: STREAMS_A_CONNECTION_MAX } })
  server.maxConnections = CONNECTIONS_MAX
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    session.on('error', () => undefined)
    endIfSilent(session, { ...TIMES, ...times })
  })
  server.on('stream', (stream, headers) => void answerCall(stream, headers, parts))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error) => reject(explainListenFailure(error, { host, port, option: '--grpc-port' })))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        const deadline = setTimeout(() => {
          for (const session of sessions) session.destroy()
        }, DRAIN_MS_MAX)
        server.close(() => {
          clearTimeout(deadline)
          resolve()
        })
        for (const session of sessions) session.close()
      }),
  }
}

/** A client that is told to go connects again when it has something to say. */
function endIfSilent(session: ServerHttp2Session, { greetingMsMax, idleMsMax }: typeof TIMES): void {
  const noGreeting = setTimeout(() => session.destroy(), greetingMsMax)
  session.once('remoteSettings', () => clearTimeout(noGreeting))
  session.once('close', () => clearTimeout(noGreeting))
  // Closing waits for the calls under way, and whoever has nothing to say may leave that unanswered too.
  session.setTimeout(idleMsMax, () => (session.closed ? session.destroy() : session.close()))
}
