// A data folder of its own for one measurement, gone after it.
import { rmSync } from 'node:fs'
import { makeDataFolder } from '../servers/collector.ts'

export async function removedAfter<Result>(measure: (data: string) => Promise<Result>): Promise<Result> {
  const data = makeDataFolder()
  try {
    return await measure(data)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
