// What lies on disk for the next start, read for marks. A file that was still being written has another name: what is in
// it was not spooled yet.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export function readSpooled(directory: string, pattern: RegExp): Set<string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.batch'),
  )
  return new Set(files.flatMap((file) => readText(join(file.parentPath, file.name)).match(pattern) ?? []))
}

function readText(path: string): string {
  const bytes = readFileSync(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8')
}
