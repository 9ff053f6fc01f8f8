import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeRow } from '../../fixtures/predictions.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'
import { holdFolder } from './hold.ts'

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Holds the folder in a process of its own, which then ends as it is told to. */
function holdElsewhere(ending: string): string {
  const script = `import { holdFolder } from ${JSON.stringify(join(import.meta.dirname, 'hold.ts'))}
    try { holdFolder(${JSON.stringify(folder)}); console.log('held') } catch (error) { console.log(error.message) }
    ${ending}`
  const parameters = ['--no-warnings', '--experimental-strip-types', '--input-type=module', '--eval', script]
  return spawnSync(process.execPath, parameters, { encoding: 'utf8' }).stdout.trim()
}

describe('a folder that a collector runs on', () => {
  it('is refused to another one in a sentence, in this process and in others', () => {
    const release = holdFolder(folder)
    const sentence = `A collector is running on ${folder}; end it first, or choose another folder with --data.`
    expect(() => holdFolder(folder)).toThrow(sentence)
    expect(holdElsewhere('')).toBe(sentence)
    release()
    expect(holdElsewhere('')).toBe('held')
    holdFolder(folder)()
  })

  it('is free as soon as the process ends, also when it is killed', () => {
    expect(holdElsewhere("process.kill(process.pid, 'SIGKILL')")).toBe('held')
    holdFolder(folder)()
  })

  it('can still be read and written by other commands', async () => {
    const release = holdFolder(folder)
    const store = openStoreAt(folder)
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    expect((await store.rows.overview()).predictions).toBe(1)
    store.close()
    release()
  })
})
