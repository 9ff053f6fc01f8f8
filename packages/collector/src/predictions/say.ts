// From what a dialect found to what was said: what is missing or empty was not said at all.

import type { Said } from './said.ts'

type Found = { [Fact in keyof Said]?: Said[Fact] | null | undefined }

export function say(found: Found): Said {
  const said: { [fact: string]: unknown } = {}
  for (const fact of Object.keys(found)) {
    const value = found[fact as keyof Said]
    if (isSaid(value)) said[fact] = value
  }
  return said
}

function isSaid(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}
