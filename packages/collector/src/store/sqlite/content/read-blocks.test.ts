import { expect, it } from 'vitest'
import { openDatabase } from '../connection.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { packBlock } from './block.ts'
import { prepareReadBlocks } from './read-blocks.ts'

it.each([
  ['one that ends later', [1, 2], [1, 2, 3, 4], 3],
  ['one that begins and ends where it did', [1, 4], [1, 3, 4], 3],
])('a block that was read is read anew where another took its place: %s', (_, before, after, asked) => {
  const { $client: client } = openDatabase({ file: ':memory:', migrationsFolder: MIGRATIONS_FOLDER, mustExist: false })
  const store = (ids: readonly number[]) => {
    client.prepare('DELETE FROM content_block').run()
    const body = packBlock(ids.map((id) => ({ id, text: `text ${id}` })))
    client.prepare('INSERT INTO content_block (first, last, body) VALUES (?, ?, ?)').run(ids.at(0), ids.at(-1), body)
  }
  store(before)
  const read = prepareReadBlocks(client, 'content_block')()
  expect(read(1)).toBe('text 1')
  expect(read(asked)).toBeUndefined()
  store(after)
  expect(read(asked)).toBe(`text ${asked}`)
  client.close()
})
