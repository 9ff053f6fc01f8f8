// Where the spool lies, and that it is nobody else's: what people say to a model is private, and a folder that somebody
// else has put there could be read by them.
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, type Stats } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'

const MODE = 0o700

/** The folder of one destination. */
export function placeOf(directory: string | undefined, destination: string): string {
  const name = createHash('sha256').update(destination).digest('hex').slice(0, 16)
  return resolve(directory ?? defaultDirectory(), name)
}

/** Where programs keep what should outlive them but is no one's document. */
function defaultDirectory(): string {
  const state = process.env['XDG_STATE_HOME']
  const base = state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local', 'state')
  return join(base, 'trimtab', 'spool')
}

/** Throws where it cannot be made or is not ours. */
export function makeFolder(place: string, own: string): void {
  makePath(place)
  if (!isOurs(lstatSync(place))) throw new Error('somebody else has made this folder')
  makePath(own)
}

/** Not `recursive` of Node: that never ends where a file system says of a folder that its parent is missing, which is there. */
function makePath(path: string): void {
  try {
    mkdirSync(path, { mode: MODE })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    makePath(dirname(path))
    mkdirSync(path, { mode: MODE })
  }
}

/** A link is not followed, whoever has made it. */
export function isOurs(stats: Stats): boolean {
  const user = process.getuid?.()
  return stats.isDirectory() && (user === undefined || stats.uid === user)
}
