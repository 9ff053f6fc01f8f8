// Keys over HTTP, for whoever rules the collector without its command line. Nobody can lock everybody out here: the
// first key must be one that can make others, and no key can revoke itself, so one that rules is always left.

import { KEY_SCOPES } from '@trimtab/contract'
import type { Hono } from 'hono'
import { makeKey, NO_LIMITS } from '../../store/new-key.ts'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { type Asked, endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

type KeyParts = Pick<AppParts, 'state' | 'clock' | 'authentication' | 'budget'>

export function keyRoutes(app: Hono, parts: KeyParts): void {
  const { state, clock, authentication } = parts

  endpoint(app, parts, 'listKeys', async () => ({ keys: await state.keys() }))

  endpoint(app, parts, 'createKey', async ({ body, caller }) => {
    if (caller === null) await checkFirst(parts, body.scopes)
    const { name, scopes, origins = [], limits = NO_LIMITS } = body
    const asked = {
      name,
      scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)),
      origins: [...new Set(origins)],
      limits,
    }
    const by = changedBy(caller, clock)
    const { key, text, stored } = makeKey(asked, by.at)
    if (!(await state.createKey(stored, by))) throw new ProblemError('key.too_many')
    authentication.keysChanged()
    return { ...key, key: text }
  })

  endpoint(app, parts, 'revokeKey', async ({ path: { id }, caller }) => {
    if (id === caller) throw new ProblemError('key.in_use')
    const key = await state.revokeKey(id, changedBy(caller, clock))
    if (key === null) throw new ProblemError('key.not_found', `No key has the id ${id}.`)
    authentication.keysChanged()
    return key
  })
}

/** Who shows no key makes the first, or none: that there was none yet may be known from a moment ago. */
async function checkFirst(
  { state, authentication }: Pick<KeyParts, 'state' | 'authentication'>,
  scopes: Asked<'createKey'>['body']['scopes'],
): Promise<void> {
  if ((await state.keys()).some(({ revokedAt }) => revokedAt === null)) {
    authentication.keysChanged()
    throw new ProblemError('key.missing')
  }
  if (scopes.includes('admin')) return
  throw new ProblemError('request.invalid', 'From the first key on every request needs one, so it must make others.', {
    errors: [{ pointer: '/scopes', message: 'must have admin in it: this is the first key' }],
  })
}
