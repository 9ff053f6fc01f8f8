// What the requests of all signals have in common: resources, in them scopes, in them items. Bounds how many there are
// before any of them is looked at: a body of a few kilobytes can unpack to millions.

import { decodeAttributes, isRecord } from './any-value.ts'
import { type Attributes, RequestRefused, type Scope } from './otlp.ts'

/** Exporters send 512 to 2,048 at once. A refused sender halves its batch. */
export const ITEMS_MAX = 16_384

export interface ScopeItems {
  resource: Attributes
  scope: Scope
  items: unknown[]
}

/** What a signal calls its three levels. */
export interface Levels {
  resources: string
  scopes: string
  items: string
}

export function readScopes(request: unknown, levels: Levels, itemsMax: number = ITEMS_MAX): ScopeItems[] {
  let count = 0
  const listIn = (parent: unknown, field: string): unknown[] => {
    if (!isRecord(parent)) throw new RequestRefused('shape', `What holds ${field} is not an object.`)
    const list = parent[field] ?? []
    if (!Array.isArray(list)) throw new RequestRefused('shape', `${field} is not a list.`)
    count += list.length
    if (count > itemsMax)
      throw new RequestRefused('size', `The request holds more than ${itemsMax} items; send fewer at once.`)
    return list
  }

  return listIn(request, levels.resources).flatMap((ofResource) => {
    const scopes = listIn(ofResource, levels.scopes)
    const resource = attributesOf(isRecord(ofResource) ? ofResource['resource'] : null)
    return scopes.map((ofScope) => ({
      resource,
      scope: scopeOf(isRecord(ofScope) ? ofScope['scope'] : null),
      items: listIn(ofScope, levels.items),
    }))
  })
}

function attributesOf(resource: unknown): Attributes {
  return decodeAttributes(isRecord(resource) ? resource['attributes'] : [])
}

function scopeOf(scope: unknown): Scope {
  const { name, version } = isRecord(scope) ? scope : {}
  return { name: typeof name === 'string' ? name : '', version: typeof version === 'string' ? version : '' }
}
