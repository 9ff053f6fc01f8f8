// A collector that others can reach does not start before there is somebody who may rule it.

import type { Config } from '../../config.ts'
import { Refusal } from '../../refusal.ts'
import type { State } from '../../store/state.ts'

export async function requireAdminKey(
  state: Pick<State, 'keys'>,
  { host, data }: Pick<Config, 'host' | 'data'>,
): Promise<void> {
  const keys = await state.keys()
  if (keys.some(({ scopes, revokedAt }) => revokedAt === null && scopes.includes('admin'))) return
  throw unguarded({ host, data })
}

export function unguarded({ host, data }: Pick<Config, 'host' | 'data'>): Refusal {
  return new Refusal(
    'host.unguarded',
    `On ${host} others can reach Trimtab, and there is no admin key yet to keep them out: make one with \`trimtab keys create --scope admin --data ${data}\`, then start again.`,
  )
}
