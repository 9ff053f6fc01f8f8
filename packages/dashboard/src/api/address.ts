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
  for (const [parameter, value] of Object.entries<unknown>({ ...query })) append(search, parameter, value)
  return search.size === 0 ? place : `${place}?${search}`
}

function append(search: URLSearchParams, parameter: string, value: unknown): void {
  if (Array.isArray(value)) for (const each of value) append(search, parameter, each)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) append(search, `${parameter}.${key}`, inner)
  else if (value !== undefined && value !== null) search.append(parameter, String(value))
}
