// One collector under load that is ended in one way or another, started again on what it left, and asked for everything.
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Collector, makeDataFolder, startCollector } from '../servers/collector.ts'
import { check, type Findings } from './check.ts'
import { createSender } from './sender.ts'

export interface Round extends Findings {
  afterMs: number
  exitCode: number | null
}

interface RoundOptions {
  signal: 'SIGKILL' | 'SIGTERM'
  afterMs: number
  /** Tells the ids of one round from those of another: a time before now, in milliseconds. */
  run: number
}

export async function runRound({ signal, afterMs, run }: RoundOptions): Promise<Round> {
  const data = makeDataFolder()
  const sender = createSender(run)
  let collector: Collector | undefined = await startCollector({ data })
  try {
    const sending = sender.send(collector.url)
    await sleep(afterMs)
    const stopping = collector.stop(signal)
    // Senders go on while it ends, and find nobody there in the end.
    const exitCode = await stopping
    sender.stop()
    await sending
    collector = undefined
    collector = await startCollector({ data })
    await sender.sendUnanswered(collector.url)
    const findings = await check(collector.url, data, sender.promised, run)
    return { ...findings, afterMs, exitCode }
  } finally {
    await collector?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
