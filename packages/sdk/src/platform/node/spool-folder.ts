// Where the spool lies, and that it is nobody else's: what people say to a model is private, and a folder that somebody
// else has put there could be read by them.
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, type Stats } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

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
  mkdirSync(place, { recursive: true, mode: MODE })
  if (!isOurs(lstatSync(place))) throw new Error('somebody else has made this folder')
  mkdirSync(own, { recursive: true, mode: MODE })
}

/** A link is not followed, whoever has made it. */
export function isOurs(stats: Stats): boolean {
  const user = process.getuid?.()
  return stats.isDirectory() && (user === undefined || stats.uid === user)
}
