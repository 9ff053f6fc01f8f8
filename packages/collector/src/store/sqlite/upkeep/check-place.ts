// Whether the file is where it can live: room on its disk, a file system of this machine, a log that is emptied.

import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'

const GIGABYTE = 1024 ** 3
const ROOM_BYTES_MIN = GIGABYTE
/** It is emptied whenever nobody reads for long; several times what it is let to keep says that somebody does. */
const LOG_BYTES_MAX = 512 * 1024 ** 2
/** PRAGMA synchronous = FULL. */
const SYNCHRONOUS = 2

/** As `statfs` tells them (linux/magic.h). The log of SQLite needs memory that all who use the file share. */
const NETWORK_FILE_SYSTEMS: { readonly [type: number]: string } = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xfe534d42: 'SMB',
  0xff534d42: 'CIFS',
  0x01021997: '9P',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
}

export function checkPlace(file: string, client: Database.Database): StorageFinding[] {
  const found: StorageFinding[] = []
  const warn = (sentence: string, cure: string | null): void => void found.push({ severity: 'warning', sentence, cure })
  const { type, bavail, bsize } = statfsSync(dirname(file))
  const roomBytes = bavail * bsize
  const fileBytes = statSync(file).size
  if (roomBytes < Math.max(ROOM_BYTES_MIN, fileBytes / 10)) {
    warn(
      `There is little room left on its disk: ${inGigabytes(roomBytes)} beside a database of ${inGigabytes(fileBytes)}.`,
      'Make room, or keep less: retention removes what is old.',
    )
  }
  const network = NETWORK_FILE_SYSTEMS[type]
  if (network !== undefined) {
    warn(
      `The file is on a network file system (${network}), where SQLite cannot promise that what was committed stays.`,
      'Put the data folder on a disk of this machine.',
    )
  }
  const logBytes = logBytesOf(file)
  if (logBytes > LOG_BYTES_MAX) {
    warn(
      `The log beside the file has ${inGigabytes(logBytes)}: something has been reading for long, such as a backup.`,
      'It is emptied once that has ended; if nothing is reading, start the collector again.',
    )
  }
  if (client.pragma('synchronous', { simple: true }) !== SYNCHRONOUS) {
    warn('Commits do not wait for the disk, so the last ones may be lost when the power fails.', null)
  }
  return found
}

export function logBytesOf(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

function inGigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`
}
