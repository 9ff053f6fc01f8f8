// Takes over the folders of dead processes. One rename each, so that of several living ones exactly one wins.
import { lstat, readdir, rename, rmdir, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isOurs } from './spool-folder.ts'
import { isDead, nameFolder, readOwner, readSelf } from './spool-owner.ts'
import { readCount, type ShelvedFile } from './spool-shelf.ts'

export interface AdoptedFolder {
  folder: string
  files: ShelvedFile[]
  /** What lies in it and is nothing of ours. It stays. */
  foreignCount: number
}

/** Of one look around; the rest is for the next one. */
const FOLDERS_MAX = 256

/** Never rejects. */
export async function adoptFolders(place: string): Promise<AdoptedFolder[]> {
  const found: AdoptedFolder[] = []
  const names = await readdir(place).catch((): string[] => [])
  for (const name of names) {
    if (found.length === FOLDERS_MAX) break
    try {
      const folder = await takeOver(place, name)
      const adopted = folder === undefined ? undefined : await readFolder(folder)
      if (adopted !== undefined) found.push(adopted)
    } catch {
      // Somebody else was faster, or it is not ours to touch.
    }
  }
  return found
}

async function takeOver(place: string, name: string): Promise<string | undefined> {
  const owner = readOwner(name)
  if (owner === undefined) return undefined
  const folder = join(place, name)
  const stats = await lstat(folder)
  const self = readSelf()
  if (!isOurs(stats) || !isDead(owner, stats.mtimeMs, self)) return undefined
  // First, so that under its new name it is never seen without a sign of life.
  await utimes(folder, self.nowMs / 1000, self.nowMs / 1000)
  const adopted = join(place, nameFolder({ openedMs: self.nowMs, host: self.host, pid: self.pid }))
  await rename(folder, adopted)
  return adopted
}

async function readFolder(folder: string): Promise<AdoptedFolder | undefined> {
  const files: ShelvedFile[] = []
  let foreignCount = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const stats = await lstat(path)
    const count = readCount(name)
    if (count !== undefined && stats.isFile()) {
      files.push({ path, name, count, bytes: stats.size, isInHand: false })
    } else if (name.endsWith('.batch.part')) await unlink(path).catch(() => {})
    else foreignCount += 1
  }
  if (files.length > 0 || foreignCount > 0) return { folder, files, foreignCount }
  await rmdir(folder)
  return undefined
}
