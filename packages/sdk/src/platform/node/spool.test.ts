import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { realClock } from '../../clock.ts'
import type { Batch, Spool, SpoolFile } from '../platform.ts'
import { openSpool } from './spool.ts'
import { placeOf } from './spool-folder.ts'
import { nameFolder, readSelf } from './spool-owner.ts'
import { nameFile } from './spool-shelf.ts'

const destination = 'http://collector/v1/logs'
const PID_OF_NOBODY = 2 ** 30
let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trimtab-spool-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

interface Opened {
  spool: Spool
  adopted: number
  unreadable: number
}

function open({ bytesMax = 1_000_000, where = directory } = {}): Opened {
  const opened = { adopted: 0, unreadable: 0 }
  const spool = openSpool({
    directory: where,
    destination,
    bytesMax,
    onAdopted: (count) => (opened.adopted += count),
    onUnreadable: (count) => (opened.unreadable += count),
  })
  return Object.assign(opened, { spool })
}

function batchOf(...items: string[]): Batch {
  return { before: '{"a":[', after: ']}', items }
}

async function takeAll(spool: Spool): Promise<Batch[]> {
  const files: SpoolFile[] = []
  for (let file = await spool.take(); file !== undefined; file = await spool.take()) files.push(file)
  for (const file of files) await file.remove()
  return files.map((file) => file.batch)
}

/** A folder with files in it, as a process leaves it that was killed. */
async function leaveBehind(...batches: Batch[]): Promise<string> {
  const { spool } = open()
  for (const batch of batches) await spool.write(batch)
  const place = placeOf(directory, destination)
  await spool.close()
  const [left = ''] = readdirSync(place)
  const dead = join(place, nameFolder({ openedMs: 1, host: readSelf().host, pid: PID_OF_NOBODY }))
  renameSync(join(place, left), dead)
  return dead
}

describe('the spool', () => {
  it('gives back what it was given, the oldest first, until it is settled', async () => {
    const { spool } = open()
    const first = batchOf('{"text":"line\\nbreak, ä€😀"}', '2')
    expect(await spool.write(first)).toBe(true)
    const third = spool.writeNow(batchOf('3'))
    expect(third?.batch).toEqual(batchOf('3'))
    third?.putBack()
    expect(spool.count()).toBe(3)
    const file = await spool.take()
    expect(file?.batch).toEqual(first)
    file?.putBack()
    expect(await takeAll(spool)).toEqual([first, batchOf('3')])
    expect(spool.count()).toBe(0)
    expect(await spool.take()).toBeUndefined()
  })

  it('can be read by its owner alone', async () => {
    await open().spool.write(batchOf('1'))
    const place = placeOf(directory, destination)
    const [folder = ''] = readdirSync(place)
    const [file = ''] = readdirSync(join(place, folder))
    expect(statSync(place).mode & 0o777).toBe(0o700)
    expect(statSync(join(place, folder)).mode & 0o777).toBe(0o700)
    expect(statSync(join(place, folder, file)).mode & 0o777).toBe(0o600)
  })

  it('takes nothing from those that live, not even in the same process', async () => {
    const [one, other] = [open(), open()]
    await one.spool.write(batchOf('1'))
    await other.spool.adopt()
    expect(other.adopted).toBe(0)
    expect(await takeAll(one.spool)).toEqual([batchOf('1')])
  })

  it('leaves what is left to whoever comes next, and nothing where nothing is', async () => {
    const { spool } = open()
    await spool.write(batchOf('1'))
    await spool.close()
    expect(await spool.write(batchOf('2'))).toBe(false)
    const next = open()
    await next.spool.adopt()
    expect(next.adopted).toBe(1)
    expect(await takeAll(next.spool)).toEqual([batchOf('1')])
    await next.spool.close()
    expect(readdirSync(placeOf(directory, destination))).toEqual([])
  })

  it('of a dead process is taken over by exactly one of many', async () => {
    await leaveBehind(batchOf('1'), batchOf('2', '3'))
    const many = Array.from({ length: 8 }, () => open())
    await Promise.all(many.map(({ spool }) => spool.adopt()))
    expect(many.map(({ adopted }) => adopted).filter((count) => count > 0)).toEqual([3])
    const taken = await Promise.all(many.map(({ spool }) => takeAll(spool)))
    expect(taken.flat()).toEqual([batchOf('1'), batchOf('2', '3')])
  })

  it('has nothing of what is for another destination', async () => {
    await leaveBehind(batchOf('1'))
    const other = openSpool({
      directory,
      destination: 'http://elsewhere/v1/logs',
      bytesMax: 1000,
      onAdopted: () => expect.unreachable(),
      onUnreadable: () => expect.unreachable(),
    })
    await other.adopt()
    expect(await other.take()).toBeUndefined()
  })

  it('takes no more than it may', async () => {
    const { spool } = open({ bytesMax: 1000 })
    expect(await spool.write(batchOf('1'.repeat(500)))).toBe(true)
    expect(await spool.write(batchOf('2'.repeat(500)))).toBe(false)
    expect(spool.lossReason()).toBe('spool_full')
    expect(spool.isUsable()).toBe(false)
    expect(await takeAll(spool)).toHaveLength(1)
  })

  it('is left alone after a failed write, whatever the time of day says', async () => {
    const { spool } = open({ bytesMax: 100 })
    expect(await spool.write(batchOf('1'.repeat(500)))).toBe(false)
    const putForward = vi.spyOn(Date, 'now').mockReturnValue(Number.MAX_SAFE_INTEGER)
    expect(spool.isUsable()).toBe(false)
    putForward.mockRestore()
  })

  it('counts what is damaged or not ours, goes on, and does not come back to it', async () => {
    const dead = await leaveBehind(batchOf('1', '2'), batchOf('3'), batchOf('4'))
    const [cut = '', changed = ''] = readdirSync(dead).toSorted()
    writeFileSync(join(dead, cut), readFileSync(join(dead, cut)).subarray(0, -3))
    writeFileSync(join(dead, changed), readFileSync(join(dead, changed), 'utf8').replace('\n3', '\n5'))
    writeFileSync(join(dead, 'notes.txt'), 'mine')
    writeFileSync(join(dead, '00000000000001-00000001-1.batch.part'), 'half')
    symlinkSync('/etc/passwd', join(dead, '00000000000002-00000001-1.batch'))
    mkdirSync(join(dead, '00000000000003-00000001-1.batch'))
    const heir = open()
    await heir.spool.adopt()
    expect(await takeAll(heir.spool)).toEqual([batchOf('4')])
    // Two in the file that was cut, one in the other, three things that are not ours.
    expect(heir).toMatchObject({ adopted: 7, unreadable: 6 })
    await heir.spool.adopt()
    expect(heir).toMatchObject({ adopted: 7, unreadable: 6 })
    expect(heir.spool.count()).toBe(0)
  })

  it('keeps what it cannot read just now, and goes on with the others', async () => {
    const dead = await leaveBehind(batchOf('1'), batchOf('2'))
    const heir = open()
    await heir.spool.adopt()
    const place = placeOf(directory, destination)
    const adopted = join(place, readdirSync(place)[0] ?? '')
    expect(adopted).not.toBe(dead)
    const [first = ''] = readdirSync(adopted).toSorted()
    // Reading a folder fails as a disk does that cannot be read: not for lack of a file.
    renameSync(join(adopted, first), join(directory, 'aside'))
    mkdirSync(join(adopted, first))
    const second = await heir.spool.take()
    expect(second?.batch).toEqual(batchOf('2'))
    expect(await heir.spool.take()).toBeUndefined()
    expect(heir).toMatchObject({ unreadable: 0 })
    expect(heir.spool.count()).toBe(2)
    rmdirSync(join(adopted, first))
    renameSync(join(directory, 'aside'), join(adopted, first))
    expect((await heir.spool.take())?.batch).toEqual(batchOf('1'))
  })

  it('counts as unreadable what somebody has taken away', async () => {
    const opened = open()
    await opened.spool.write(batchOf('1', '2'))
    const place = placeOf(directory, destination)
    rmSync(join(place, readdirSync(place)[0] ?? ''), { recursive: true })
    expect(await opened.spool.take()).toBeUndefined()
    expect(opened.spool.count()).toBe(0)
    expect(opened.unreadable).toBe(2)
  })

  it.each([
    ['later', (spool: Spool, batch: Batch) => spool.write(batch)],
    ['at once', (spool: Spool, batch: Batch) => Promise.resolve(spool.writeNow(batch) !== undefined)],
  ])('leaves nothing of a write that fails, %s', async (_, write) => {
    const { spool } = open()
    await spool.write(batchOf('0'))
    const place = placeOf(directory, destination)
    const own = join(place, readdirSync(place)[0] ?? '')
    // Where it is to be, there is something that it cannot replace.
    const stopClock = vi.spyOn(realClock, 'nowMs').mockReturnValue(1000)
    mkdirSync(join(own, nameFile({ nowMs: 1000, sequence: 2, count: 3 }), 'something'), { recursive: true })
    const isWritten = await write(spool, batchOf('1', '2', '3'))
    stopClock.mockRestore()
    expect(isWritten).toBe(false)
    expect(spool.lossReason()).toBe('spool_unwritable')
    expect(readdirSync(own).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it.each([
    ['where no folder can be', () => join('/proc', 'nowhere')],
    [
      'where a file is',
      () => {
        writeFileSync(join(directory, 'file'), '')
        return join(directory, 'file')
      },
    ],
    [
      'where somebody has put a link instead of a folder',
      () => {
        symlinkSync(tmpdir(), placeOf(directory, destination))
        return directory
      },
    ],
  ])('cannot be %s, and says so without harm', async (_, makePlace) => {
    const { spool } = open({ where: makePlace() })
    await spool.adopt()
    expect(await spool.write(batchOf('1'))).toBe(false)
    expect(spool.writeNow(batchOf('1'))).toBeUndefined()
    expect(spool.lossReason()).toBe('spool_unwritable')
    expect(spool.isUsable()).toBe(false)
    await spool.close()
  })
})
