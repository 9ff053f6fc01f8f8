import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { changeDatabase } from './fixtures/change-database.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

it('a database that lacks a table is refused in a sentence that names it, whichever it is', () => {
  const folder = makeFolder()
  openStoreAt(folder).close()
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const tables = (client.pragma('table_list') as { schema: string; name: string; type: string }[])
    .filter(({ type, name }) => (type === 'table' || type === 'virtual') && !/^sqlite_|^__drizzle/.test(name))
    .map(({ name }) => name)
  client.close()
  expect(tables.length).toBeGreaterThan(30)
  for (const table of tables) {
    changeDatabase(folder, `DROP TABLE ${table}`)
    expect(() => openStoreAt(folder)).toThrow(/^\S+trimtab\.db lacks the table \w+( and \d+ more)?; put a backup/)
    expect(() => openStoreAt(folder)).toThrow(table === tables[0] ? `lacks the table ${table};` : 'more; put a backup')
  }
  rmSync(folder, { recursive: true })
})

it('a database that lacks a column is refused in a sentence, and can be opened again once it is there', () => {
  const folder = makeFolder()
  openStoreAt(folder).close()
  changeDatabase(folder, 'ALTER TABLE api_key RENAME COLUMN hash TO title')
  expect(() => openStoreAt(folder, { hold: true })).toThrow('lacks the column hash of the table api_key; put a backup')
  changeDatabase(folder, 'ALTER TABLE api_key RENAME COLUMN title TO hash')
  openStoreAt(folder, { hold: true }).close()
  rmSync(folder, { recursive: true })
})

it('a database whose search index lacks its parts is refused in a sentence', () => {
  const folder = makeFolder()
  openStoreAt(folder).close()
  const client = new Database(join(folder, 'trimtab.db'))
  // SQLite keeps them from a hand that does not ask twice.
  client.unsafeMode(true)
  client.exec('DROP TABLE search_input_config')
  client.close()
  expect(() => openStoreAt(folder)).toThrow(/trimtab\.db is not as Trimtab makes it \(.*search_input.*\); put a backup/)
  rmSync(folder, { recursive: true })
})
