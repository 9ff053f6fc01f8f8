// JSON as words on one line: a string as it is, an object as "name: value" pairs.
import type { Json, JsonObject } from '@trimtab/contract'

export function formatJson(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What stands between the brackets of a call: order_id: "A-2077", limit: 3. A text that is no object stays itself. */
export function formatFields(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return formatJson(value)
  return pairs(value, ': ', (field) => JSON.stringify(field))
}

/** What a classical model saw, as one reads it: income 52000, region north. */
export function formatFeatures(features: JsonObject): string {
  return pairs(features, ' ', formatJson)
}

function pairs(object: JsonObject, between: string, format: (value: Json) => string): string {
  return Object.entries(object)
    .map(([name, value]) => `${name}${between}${format(value)}`)
    .join(', ')
}
