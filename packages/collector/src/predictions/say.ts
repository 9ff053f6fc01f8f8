// From what a dialect found to what was said: what is missing or empty was not said at all.

import type { Said } from './said.ts'

type Found = { [Fact in keyof Said]?: Said[Fact] | null | undefined }

export function say(found: Found): Said {
  const said: { [fact: string]: unknown } = {}
  for (const [fact, value] of Object.entries(found)) if (isSaid(value)) said[fact] = value
  return said as Said
}

function isSaid(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}
