// Starts a server of this folder in a process of its own, so that what it costs is not on our bill.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { networkAddresses } from './addresses.ts'
import type { Answer } from './parent.ts'

export interface RunningServer {
  /** On this machine. */
  url: string
  /** The same server as from another machine; only the sink has one. */
  networkUrl: string
  ask: (name: string, argument?: unknown) => Promise<unknown>
  stop: () => Promise<void>
}

export async function startServer(file: string): Promise<RunningServer> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map<number, (answer: unknown) => void>()
  let lastId = 0
  child.on('message', ({ id, answer }: Answer) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  function ask(name: string, argument?: unknown): Promise<unknown> {
    lastId += 1
    const id = lastId
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      child.send({ id, name, argument })
    })
  }
  const port = String(await ask('listen'))
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    networkUrl: networkAddresses().map((address) => `http://${address}:${port}`)[0] ?? url,
    ask,
    stop: async () => {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
