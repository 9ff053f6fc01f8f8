import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { type Answer, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { nodePlatform } from '../platform/node/node-platform.ts'
import type { Platform } from '../platform/platform.ts'
import { webPlatform } from '../platform/web.ts'
import { createExporter } from './exporter.ts'
import { type Verdict, waitForTheWay } from './verdict.ts'

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Something that listens, and does as it likes with whoever connects. */
async function startServer(meet: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    meet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function answering(answer: Answer): Promise<string> {
  const collector = await startRecordingCollector(() => answer)
  closing.push(collector.close)
  return collector.url
}

interface Sending {
  platform: Platform
  signal?: AbortSignal
}

function sendTo(url: string, { platform, signal = new AbortController().signal }: Sending): Promise<Verdict> {
  const send = createExporter({ address: `${url}/v1/traces`, key: undefined }, { clock: systemClock, platform })
  return send({ before: '[', items: ['1'], after: ']' }, signal)
}

describe.each([
  ['Node', nodePlatform],
  ['any runtime', webPlatform],
])('on %s, a verdict', (_, platform) => {
  it.each([
    '',
    ' \n',
    '{}',
    '{"partialSuccess":{}}',
    '{"partialSuccess":null}',
    '{"partialSuccess":{"rejectedSpans":"x"}}',
  ])('is that they were accepted when the answer is %j', async (body) => {
    const verdict = await sendTo(await answering({ status: 200, body }), { platform })
    expect(verdict).toEqual({ outcome: 'accepted', rejected: 0 })
  })

  it.each(['<!doctype html><title>Welcome</title>', 'OK', 'null', '42', '{"partialSuccess":', 'x'.repeat(100_000)])(
    'is that nobody has kept them when the answer is no collector%#',
    async (body) => {
      const verdict = await sendTo(await answering({ status: 200, body }), { platform })
      expect(verdict).toEqual({ outcome: 'refused', reason: 'answer_unreadable' })
    },
  )

  it.each([401, 403, 404, 418, 500])('names the status %i with which they were refused', async (status) => {
    const verdict = await sendTo(await answering({ status, body: '<html>' }), { platform })
    expect(verdict).toEqual({ outcome: 'refused', reason: `http_${status}` })
  })

  it('is that nobody took them, and why, when there is no answer or half of one', async () => {
    const cut = await startServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"partial'))
    })
    const nonsense = await startServer((socket) => void socket.once('data', () => socket.end('who is there?\r\n\r\n')))
    const hangUp = await startServer((socket) => socket.destroy())
    const gone = await startRecordingCollector()
    await gone.close()
    const absent = gone.url
    const noName = 'http://trimtab.invalid'
    // What speaks no TLS.
    const unsafe = `https://${nonsense}`
    for (const url of [`http://${cut}`, `http://${nonsense}`, `http://${hangUp}`, absent, noName, unsafe]) {
      const verdict = await sendTo(url, { platform })
      expect(verdict).toMatchObject({ outcome: 'unavailable', retryAfterMs: null })
      expect(verdict).toMatchObject({ reason: expect.stringMatching(/^\w+$/) as string })
    }
    expect(await sendTo(absent, { platform })).toMatchObject({ reason: 'ECONNREFUSED' })
  })

  it('comes in time when the answer does not', async () => {
    const hurried: Platform = { ...platform, startTimer: (_delayMs, ring) => platform.startTimer(100, ring) }
    const silent = await startServer(() => {})
    expect(await sendTo(`http://${silent}`, { platform: hurried })).toMatchObject({ reason: 'timeout' })
    const controller = new AbortController()
    const sent = sendTo(`http://${silent}`, { platform, signal: controller.signal })
    controller.abort()
    expect(await sent).toMatchObject({ outcome: 'unavailable' })
  })

  it('is the same of what was compressed, which is what leaves this machine', async () => {
    const collector = await startRecordingCollector()
    closing.push(collector.close)
    await sendTo(collector.url, { platform })
    // Everything but the names of this machine counts as another one.
    const verdict = await sendTo(collector.url.replace('127.0.0.1', '0.0.0.0'), { platform })
    expect(verdict).toEqual({ outcome: 'accepted', rejected: 0 })
    expect(collector.requests.map(({ text }) => text)).toEqual(['[1]', '[1]'])
    expect(collector.requests.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip'])
  })
})

describe('what speaks of the address or the key', () => {
  it('is waited out by whoever can wait on disk, and what speaks of the items is not', () => {
    const refused = (reason: string): Verdict => waitForTheWay({ outcome: 'refused', reason })
    for (const reason of ['http_401', 'http_403', 'http_404', 'answer_unreadable']) {
      expect(refused(reason)).toMatchObject({ outcome: 'unavailable', reason })
    }
    expect(refused('http_400')).toEqual({ outcome: 'refused', reason: 'http_400' })
    expect(waitForTheWay({ outcome: 'too_large' })).toEqual({ outcome: 'too_large' })
  })
})
