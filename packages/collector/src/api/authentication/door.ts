// Authentication as HTTP and gRPC ask for it: with the headers of a request, and a refusal as a problem.

import type { KeyScope, ProblemCode } from '@trimtab/contract'
import { type Authentication, type Authorisation, isPublic, type Refused } from '../authentication.ts'
import { ProblemError } from '../problem.ts'
import type { Credentials } from './credentials.ts'
import type { Load } from './limits.ts'

/** A header of a request, or what gRPC calls its metadata. Names are in lower case. */
export type HeaderReader = (name: string) => string | undefined

/** What a request may do once it is in. */
export interface Permit {
  /** What its key says of bodies; null where the collector's own bound is the only one. */
  bodyBytesMax: number | null
  /** What its key may do; null where no key is asked for. */
  scopes: readonly KeyScope[] | null
  /** Whether it speaks for anybody who reads a page. */
  isPublic: boolean
  /** The key's id, by which its share of what is held in memory is counted; null where no key is asked for. */
  caller: string | null
  /** To be told what it brought: a key with a rate is refused later for what was too much. */
  charge: (load: Load) => Promise<void>
}

/** Resolves where whoever sends these headers may do what the scope names, and throws a ProblemError where not. */
export type Authorise = (header: HeaderReader, scope: KeyScope, address?: string) => Promise<Permit>

export const SESSION_COOKIE = 'trimtab_session'

const PROBLEM_OF: { readonly [outcome in Refused]: ProblemCode } = {
  missing: 'key.missing',
  invalid: 'key.invalid',
  forbidden: 'key.forbidden',
  'too-many': 'request.too_many',
}

/** For programs: a page that is signed in is no sender of traces, so its cookie is not looked at. */
export function createAuthorise(authentication: Authentication): Authorise {
  return authoriseBy(authentication, (header, address) => ({ ...readHeaders(header, address), session: undefined }))
}

/** For what the pages of this collector ask: a key, or a page that signed in with one. */
export function createPageAuthorise(authentication: Authentication): Authorise {
  return authoriseBy(authentication, readHeaders)
}

function authoriseBy(
  authentication: Authentication,
  read: (header: HeaderReader, address: string) => Credentials,
): Authorise {
  return async (header, scope, address = '') =>
    permitOf(authentication, await orUnavailable(authentication.authorise(read(header, address), scope)), scope)
}

/** For a page's feedback: a key with the scope, or the public key of the page. */
export async function authorisePage(
  authentication: Authentication,
  header: HeaderReader,
  address: string,
): Promise<Permit> {
  const credentials = readHeaders(header, address)
  return permitOf(authentication, await orUnavailable(authentication.authorisePage(credentials)), 'feedback or review')
}

export function refuse(outcome: Refused, scope: string): ProblemError {
  if (outcome === 'forbidden')
    return new ProblemError(
      'key.forbidden',
      `This address asks for a key with the scope ${scope}, which this key does not have here.`,
    )
  return new ProblemError(PROBLEM_OF[outcome])
}

export async function orUnavailable<Result>(looked: Promise<Result>): Promise<Result> {
  try {
    return await looked
  } catch (error) {
    throw new ProblemError('store.unavailable', undefined, { cause: error })
  }
}

function permitOf(authentication: Authentication, authorisation: Authorisation, scope: string): Permit {
  if (authorisation.outcome !== 'allowed') throw refuse(authorisation.outcome, scope)
  const { key } = authorisation
  return {
    bodyBytesMax: key?.limits.bodyBytesMax ?? null,
    scopes: key?.scopes ?? null,
    isPublic: key !== null && isPublic(key),
    caller: key?.id ?? null,
    charge: (load) => authentication.charge(key, load),
  }
}

function readHeaders(header: HeaderReader, address: string): Credentials {
  return {
    authorization: header('authorization'),
    apiKeys: [header('x-api-key'), header('api_key')],
    session: sessionOf(header('cookie')),
    origin: header('origin'),
    address,
  }
}

/** Two cookies of the name are no session: one of them may have been planted. */
export function sessionOf(cookie: string | undefined): string | undefined {
  const ids = (cookie ?? '').split(';').flatMap((pair) => {
    const [name = '', value = ''] = pair.trim().split('=')
    return name === SESSION_COOKIE ? [value] : []
  })
  return ids.length === 1 ? ids[0] : undefined
}
