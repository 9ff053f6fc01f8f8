// The address of an operation with what it is asked, as the contract writes it: lists are repeated, and what is asked of
// the metadata stands behind a dot.
import {
  type Operation,
  type OperationName,
  OPERATIONS,
  type OperationShapes,
  type PathParameters,
} from '@trimtab/contract'

type PathOf<Name extends OperationName> = PathParameters<(typeof OPERATIONS)[Name]['path']>

/** What stands in the address besides what is always there; left out where that is nothing. */
export type AddressParts<Name extends OperationName> = (keyof PathOf<Name> extends never
  ? { path?: undefined }
  : { path: PathOf<Name> }) &
  (keyof OperationShapes[Name]['query'] extends never
    ? { query?: undefined }
    : { query?: OperationShapes[Name]['query'] })

export function addressOf<Name extends OperationName>(name: Name, { path, query }: AddressParts<Name>): string {
  const { path: pattern }: Operation = OPERATIONS[name]
  const named = new Map(Object.entries<string>({ ...path }))
  const place = pattern.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
    encodeURIComponent(named.get(parameter) ?? ''),
  )
  const search = new URLSearchParams()
  for (const [parameter, value] of Object.entries<Said>({ ...query })) append(search, parameter, value)
  return search.size === 0 ? place : `${place}?${search}`
}

type Said = string | number | undefined | readonly Said[] | { [key: string]: Said }

function append(search: URLSearchParams, parameter: string, value: Said): void {
  if (value === undefined) return
  if (typeof value !== 'object') search.append(parameter, String(value))
  else if (isList(value)) for (const each of value) append(search, parameter, each)
  else for (const [key, inner] of Object.entries(value)) append(search, `${parameter}.${key}`, inner)
}

function isList(value: Exclude<Said, string | number | undefined>): value is readonly Said[] {
  return Array.isArray(value)
}
