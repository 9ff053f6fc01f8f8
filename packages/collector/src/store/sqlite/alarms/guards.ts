// What stands guard, one row for each: most of a task change with each hour that has rows, and those that do not are not
// written.

import type { Alarm } from '@trimtab/contract/drift'
import type { AlarmStore, Guard } from '../../state-alarms.ts'
import type { Connection } from '../connection.ts'
import { toText } from '../stored-text.ts'
import { prepareOpenAlarms } from './alarms.ts'

export function guardTable({ $client: client }: Connection): Pick<AlarmStore, 'guards' | 'saveGuards' | 'guardCount'> {
  const select = client.prepare<[string], Pick<Guard, 'signal' | 'aspect'> & { body: string }>(
    'SELECT signal, aspect, body FROM alarm_guard WHERE task = ? ORDER BY signal, aspect',
  )
  const count = client.prepare<[], number>('SELECT count(*) FROM alarm_guard').pluck()
  const remove = client.prepare<[task: string, signal: number, aspect: string]>(
    'DELETE FROM alarm_guard WHERE task = ? AND signal = ? AND aspect = ?',
  )
  const write = client.prepare<[task: string, signal: number, aspect: string, body: string]>(
    `INSERT INTO alarm_guard (task, signal, aspect, body) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET body = excluded.body WHERE body <> excluded.body`,
  )
  const openAlarms = prepareOpenAlarms(client)

  const save = client.transaction((task: string, guards: readonly Guard[], opened: readonly Alarm[]) => {
    const left = new Set(guards.map(keyOf))
    for (const { signal, aspect } of select.all(task))
      if (!left.has(keyOf({ signal, aspect }))) remove.run(task, signal, aspect)
    for (const { signal, aspect, ...body } of guards) write.run(task, signal, aspect, JSON.stringify(body))
    openAlarms(opened)
  })

  return {
    guards: async (task) =>
      select
        .all(toText(task))
        .map(({ body, ...of }) => ({ ...of, ...(JSON.parse(body) as Omit<Guard, 'signal' | 'aspect'>) })),
    saveGuards: async (task, guards, opened) => save.immediate(toText(task), guards, opened),
    guardCount: async () => count.get() ?? 0,
  }
}

function keyOf({ signal, aspect }: Pick<Guard, 'signal' | 'aspect'>): string {
  return `${signal} ${aspect}`
}
