// Sends spans and feedback to a collector that may die at any moment, and remembers what it was promised. What was not
// answered is sent again later, as every exporter does, so that it is known to be stored once and not twice.
import { Agent, request as openRequest } from 'node:http'
import { idOf } from '../traffic/numbers.ts'

const CONNECTIONS = 8
export const SPANS_PER_REQUEST = 5
const TEXT = 'Where is the parcel that was sent on Monday? '.repeat(12)

/** Of every request for spans there is one for feedback on them; which of the two comes first is left to chance. */
interface Deed {
  kind: 'spans' | 'feedback'
  request: number
}

export interface Promised {
  /** Numbers of requests that were acknowledged. */
  spans: Set<number>
  feedback: Set<number>
}

export interface Sender {
  promised: Promised
  /** Sends on until it is told to stop; resolves when nothing is under way. */
  send: (url: string) => Promise<void>
  stop: () => void
  /** Once more what was never answered; throws where it is refused now. */
  sendUnanswered: (url: string) => Promise<void>
  statuses: { [status: string]: number }
}

export function feedbackId(request: number, place: number): string {
  return `f-${request}-${place}`
}

export function createSender(run: number): Sender {
  const promised: Promised = { spans: new Set(), feedback: new Set() }
  const statuses: { [status: string]: number } = {}
  let unanswered: Deed[] = []
  let nextDeed = 0
  const state = { isStopped: false }

  async function perform(deed: Deed, url: string, agent: Agent): Promise<boolean> {
    const path = deed.kind === 'spans' ? '/v1/traces' : '/api/feedback'
    const body = deed.kind === 'spans' ? spansBody(deed.request, run) : feedbackBody(deed.request, run)
    const status = await post(new URL(path, url), body, agent)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status !== 200 && status !== 202) return false
    promised[deed.kind].add(deed.request)
    return true
  }

  async function withConnections(work: (agent: Agent) => Promise<void>): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
    await Promise.all(Array.from({ length: CONNECTIONS }, () => work(agent)))
    agent.destroy()
  }

  return {
    promised,
    statuses,
    send: (url) => {
      state.isStopped = false
      return withConnections(async (agent) => {
        while (!state.isStopped) {
          const deed: Deed = { kind: nextDeed % 2 === 0 ? 'spans' : 'feedback', request: Math.floor(nextDeed / 2) }
          nextDeed += 1
          if (!(await perform(deed, url, agent))) unanswered.push(deed)
        }
      })
    },
    stop: () => {
      state.isStopped = true
    },
    sendUnanswered: (url) => {
      const deeds = unanswered
      unanswered = []
      return withConnections(async (agent) => {
        for (let deed = deeds.pop(); deed !== undefined; deed = deeds.pop()) {
          if (!(await perform(deed, url, agent)))
            throw new Error(`a collector that is well did not take ${deed.kind} ${deed.request}`)
        }
      })
    },
  }
}

/** The status, or 0 where nobody answered. */
function post(url: URL, body: object, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = openRequest(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } })
    sent.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.complete ? (response.statusCode ?? 0) : 0))
      response.on('error', () => resolve(0))
    })
    sent.on('error', () => resolve(0))
    sent.end(JSON.stringify(body))
  })
}

function spansBody(request: number, run: number): object {
  const attributes = [
    { key: 'trimtab.task', value: { stringValue: 'support.reply' } },
    { key: 'trimtab.kind', value: { stringValue: 'generation' } },
    { key: 'trimtab.capture.content', value: { boolValue: true } },
    {
      key: 'gen_ai.input.messages',
      value: {
        stringValue: JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: `${request} ${TEXT}` }] }]),
      },
    },
  ]
  const spans = Array.from({ length: SPANS_PER_REQUEST }, (_, place) => {
    const [traceId, spanId] = idOf(request * SPANS_PER_REQUEST + place, run).split('-')
    // The same whenever it is sent, as a span's own times are.
    const startMs = run + request
    return {
      traceId,
      spanId,
      name: 'support.reply',
      startTimeUnixNano: `${startMs}000000`,
      endTimeUnixNano: `${startMs + 5}000000`,
      attributes,
    }
  })
  return { resourceSpans: [{ resource: {}, scopeSpans: [{ scope: { name: '@trimtab/sdk' }, spans }] }] }
}

function feedbackBody(request: number, run: number): object[] {
  return Array.from({ length: SPANS_PER_REQUEST }, (_, place) => ({
    id: feedbackId(request, place),
    prediction: idOf(request * SPANS_PER_REQUEST + place, run),
    kind: 'thumbs',
    value: place % 2 === 0,
  }))
}
