import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { Refusal, refusedByMachine } from './refusal.ts'

function thrownBy(sql: string): unknown {
  const client = new Database(':memory:')
  try {
    client.exec('CREATE TABLE t (a)')
    client.exec(sql)
  } catch (error) {
    return error
  } finally {
    client.close()
  }
  throw new Error('nothing was refused')
}

it('what the machine refuses a database that is open becomes a sentence', () => {
  const refusal = refusedByMachine(thrownBy('PRAGMA max_page_count = 2; INSERT INTO t VALUES (zeroblob(100000))'))
  expect(Refusal.is(refusal) && [refusal.code, refusal.message]).toEqual([
    'data.unwritable',
    'The database could not be written to the end: its disk is full.',
  ])
  expect(refusedByMachine(thrownBy('PRAGMA query_only = ON; INSERT INTO t VALUES (1)'))?.message).toMatch(
    /only be read/,
  )
})

it.each([
  ['SQLITE_CORRUPT_INDEX', 'The database is damaged; `trimtab doctor` says more.'],
  ['SQLITE_BUSY_SNAPSHOT', 'The database is held by another program; end it and try again.'],
  ['SQLITE_IOERR_SHMSIZE', 'The database could not be written to the end: its disk is full.'],
])('so does %s', (code, sentence) => {
  expect(refusedByMachine(Object.assign(new Error('as SQLite says it'), { code }))?.message).toBe(sentence)
})

it('a defect of ours is none of that and keeps its stack', () => {
  expect(refusedByMachine(thrownBy('SELECT nothing FROM nowhere'))).toBeNull()
  expect(refusedByMachine(new TypeError('of no use'))).toBeNull()
})
