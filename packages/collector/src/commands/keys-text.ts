// What `trimtab keys` says to a person.

import type { ApiKey } from '@trimtab/contract'

export function describeNewKey(key: ApiKey, text: string): string {
  return [
    text,
    '',
    `Key ${key.id} may ${mayOf(key)}. This is the only time it is shown: nobody can read it from the database.`,
    'A collector that runs on this folder asks every request for a key from now on.',
  ].join('\n')
}

export function listKeys(keys: ApiKey[]): string {
  if (keys.length === 0) return 'No keys yet. A collector on this machine alone is open to every program on it.'
  return keys.map((key) => `${key.id}  ${key.name}  ${mayOf(key)}, made ${key.createdAt}${endOf(key)}`).join('\n')
}

export function describeKey(key: ApiKey, isLast: boolean): string {
  const ended = `Key ${key.id} is revoked since ${key.revokedAt ?? ''}; a collector that runs refuses it within seconds.`
  return isLast ? `${ended}\nIt was the last: a collector on this machine alone is open to every program again.` : ended
}

function mayOf({ scopes, origins, limits }: ApiKey): string {
  return [
    scopes.join(', '),
    ...(origins.length === 0 ? [] : [`on pages of ${origins.join(' and ')}`]),
    ...(limits.itemsPerSecond === null ? [] : [`${limits.itemsPerSecond} items a second`]),
    ...(limits.bodyBytesMax === null ? [] : [`bodies up to ${limits.bodyBytesMax} bytes`]),
  ].join(', ')
}

function endOf({ revokedAt }: ApiKey): string {
  return revokedAt === null ? '' : `, revoked ${revokedAt}`
}
