// What `trimtab keys` says to a person.

import type { ApiKey, KeyScope } from '@trimtab/contract'

export function describeNewKey(key: ApiKey, text: string): string {
  return [
    text,
    '',
    `Key ${key.id} may ${wordsOf(key)}. This is the only time it is shown: nobody can read it from the database.`,
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

const WORDS: { readonly [scope in KeyScope]: string } = {
  ingest: 'send predictions',
  feedback: 'send feedback',
  read: 'look at everything',
  review: 'review and rate',
  admin: 'do everything',
}

function wordsOf(key: ApiKey): string {
  const words = key.scopes.includes('admin') ? [WORDS.admin] : key.scopes.map((scope) => WORDS[scope])
  return [words.join(', '), ...boundsOf(key)].join(', ')
}

function mayOf(key: ApiKey): string {
  return [key.scopes.join(', '), ...boundsOf(key)].join(', ')
}

function boundsOf({ origins, limits }: ApiKey): string[] {
  return [
    ...(origins.length === 0 ? [] : [`on pages of ${origins.join(' and ')}`]),
    ...(limits.itemsPerSecond === null ? [] : [`${limits.itemsPerSecond} items a second`]),
    ...(limits.bodyBytesMax === null ? [] : [`bodies up to ${limits.bodyBytesMax} bytes`]),
  ]
}

function endOf({ revokedAt }: ApiKey): string {
  return revokedAt === null ? '' : `, revoked ${revokedAt}`
}
