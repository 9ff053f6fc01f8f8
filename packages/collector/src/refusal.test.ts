import { expect, it } from 'vitest'
import { Refusal, refusedByMachine } from './refusal.ts'

/** As the database throws them. */
const thrown = (code: string): Error => Object.assign(new Error('as SQLite says it'), { code })

it('what the machine refuses a database that is open becomes a sentence', () => {
  const refusal = refusedByMachine(thrown('SQLITE_FULL'))
  expect(Refusal.is(refusal) && [refusal.code, refusal.message]).toEqual([
    'data.unwritable',
    'The database could not be written to the end: its disk is full.',
  ])
  expect(refusedByMachine(thrown('SQLITE_READONLY'))?.message).toMatch(/only be read/)
})

it.each([
  ['SQLITE_CORRUPT_INDEX', 'The database is damaged; `trimtab doctor` says more.'],
  ['SQLITE_BUSY_SNAPSHOT', 'The database is held by another program; end it and try again.'],
  ['SQLITE_IOERR_SHMSIZE', 'The database could not be written to the end: its disk is full.'],
])('so does %s', (code, sentence) => {
  expect(refusedByMachine(thrown(code))?.message).toBe(sentence)
})

it('a defect of ours is none of that and keeps its stack', () => {
  expect(refusedByMachine(thrown('SQLITE_ERROR'))).toBeNull()
  expect(refusedByMachine(new TypeError('of no use'))).toBeNull()
})
