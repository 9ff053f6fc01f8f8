// Whether every text that predictions refer to is there. A prediction of which one is missing is read without it, and
// nobody would otherwise learn of it.

import type { Buffer } from 'node:buffer'
import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { openBlock } from '../content/block.ts'
import { decodeIds } from '../content/id-list.ts'

interface Referring {
  system: number | null
  tools: number | null
  parameters: number | null
  messages: Buffer | null
}

/** In a transaction that is for reading alone, where one row at a time is held of what may be large. */
export function checkTexts(client: Database.Database): StorageFinding[] {
  const isThere = readWhatIsThere(client)
  const rows = client
    .prepare<[], Referring>('SELECT system, tools, parameters, messages FROM prediction WHERE is_stripped = 0')
    .iterate()
  let missing = 0
  for (const row of rows) if (!idsOf(row).every(isThere)) missing += 1
  if (missing === 0) return []
  return [
    {
      severity: 'problem',
      sentence: `${missing.toLocaleString('en')} ${missing === 1 ? 'prediction refers' : 'predictions refer'} to texts that are not there.`,
      cure: 'They are shown without what was said. `trimtab restore` puts a backup from before in its place.',
    },
  ]
}

function idsOf({ system, tools, parameters, messages }: Referring): number[] {
  // Two counts come first, which are no ids.
  const said = messages === null ? [] : decodeIds(messages).slice(2)
  return [...said, ...[system, tools, parameters].filter((id) => id !== null)]
}

/** A bit each. */
function readWhatIsThere(client: Database.Database): (id: number) => boolean {
  const last = client
    .prepare<[], number>(
      `SELECT max((SELECT coalesce(max(id), 0) FROM content), (SELECT coalesce(max(last), 0) FROM content_block))`,
    )
    .pluck()
    .get()
  const bits = new Uint8Array(Math.floor((last ?? 0) / 8) + 1)
  const put = (id: number): void => void (bits[id >>> 3] = (bits[id >>> 3] ?? 0) | (1 << (id & 7)))
  for (const id of client.prepare<[], number>('SELECT id FROM content').pluck().iterate()) put(id)
  for (const body of client.prepare<[], Buffer>('SELECT body FROM content_block').pluck().iterate())
    for (const id of openBlock(body).ids()) put(id)
  return (id) => ((bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0
}
