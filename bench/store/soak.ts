// One collector on a large store that is kept busy: what reading costs beside writing, whether the jobs keep up with it,
// whether it can be copied meanwhile, and what memory it takes through all of it.
import type { Section } from '../measure/report.ts'
import { startCollector } from '../servers/collector.ts'
import { checkBackup, measureBackup } from './soak/backup.ts'
import type { Context } from './context.ts'
import { watchMemory } from './soak/memory.ts'
import { createSending } from './soak/sending.ts'
import { measureLive } from './soak/live.ts'
import { measureRollUp } from './soak/roll-up.ts'

export const STEPS = ['live', 'roll-up', 'backup'] as const
export type Step = (typeof STEPS)[number]

export async function measureSoak(context: Context, steps: readonly Step[]): Promise<Section[]> {
  const { data, names, rows } = await context.filled(context.rows)
  const collector = await startCollector({ data })
  const memory = watchMemory(collector)
  const sections: Section[] = []
  const busy = { ...context, collector, names, sending: createSending(collector.url) }
  try {
    if (steps.includes('live')) sections.push(await measureLive(busy))
    if (steps.includes('roll-up')) sections.push(await measureRollUp(busy))
    const backup = steps.includes('backup') ? await measureBackup(busy) : null
    sections.push({
      ...memory.stop(),
      explanation: `Of the whole process, on ${rows} predictions and those that came.`,
    })
    await collector.stop()
    if (backup !== null) sections.push(checkBackup(backup))
  } finally {
    memory.stop()
    await collector.stop()
  }
  return sections
}
