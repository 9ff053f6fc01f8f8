// What lies on disk for the next start, read for marks. A file that was still being written has another name: what is in
// it was not spooled yet.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function readSpooled(directory: string, pattern: RegExp): Set<string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.batch'),
  )
  return new Set(files.flatMap((file) => readFileSync(join(file.parentPath, file.name), 'utf8').match(pattern) ?? []))
}
