// What the requests of all signals have in common: resources, in them scopes, in them items. Bounds how many there are
// before any of them is looked at.

import { ITEMS_MAX, refuseItems } from '../bounds.ts'
import { type Attributes, RequestRefused, type Scope } from '../otlp.ts'
import { decodeAttributes } from './any-value.ts'
import { either, type Fields, isRecord, text } from './fields.ts'

export interface ScopeItems {
  resource: Attributes
  scope: Scope
  items: unknown[]
}

/** What a signal calls its three levels, in camelCase and in snake_case. */
export interface Levels {
  resources: readonly [string, string]
  scopes: readonly [string, string]
  items: readonly [string, string]
}

export function readEnvelope(request: unknown, levels: Levels): ScopeItems[] {
  let count = 0
  const listIn = (parent: unknown, names: readonly [string, string]): unknown[] => {
    const list = readList(parent, names)
    count += list.length
    if (count > ITEMS_MAX) refuseItems()
    return list
  }
  return listIn(request, levels.resources).flatMap((ofResource) => {
    const scopes = listIn(ofResource, levels.scopes)
    const resource = decodeAttributes(fieldsIn(ofResource, 'resource')['attributes'])
    return scopes.map((ofScope) => {
      const scope = fieldsIn(ofScope, 'scope')
      return {
        resource,
        scope: { name: text(scope['name']), version: text(scope['version']) },
        items: listIn(ofScope, levels.items),
      }
    })
  })
}

/** Throws where there is something else than a list; a list that was not sent is empty. */
export function readList(parent: unknown, [camelCase, snakeCase]: readonly [string, string]): unknown[] {
  if (!isRecord(parent)) throw new RequestRefused('shape', `What holds ${camelCase} is not an object.`)
  const list = either(parent, camelCase, snakeCase) ?? []
  if (!Array.isArray(list)) throw new RequestRefused('shape', `${camelCase} is not a list.`)
  return list
}

function fieldsIn(parent: unknown, field: string): Fields {
  const fields = isRecord(parent) ? parent[field] : null
  return isRecord(fields) ? fields : {}
}
