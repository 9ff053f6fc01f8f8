// `trimtab keys`: who may do what. Straight in the database, whether or not a collector runs on it: one that does knows
// of it within seconds. Whoever may read the folder needs no key, and so this asks for none.

import { COMMAND_ACTOR, KEY_SCOPES, type KeyScope, NAME_CHARS_MAX } from '@trimtab/contract'
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore } from '../open-store.ts'
import { Refusal } from '../refusal.ts'
import { makeKey, mayBePublic } from '../store/new-key.ts'
import { KEYS_MAX, type State } from '../store/state.ts'
import { describeKey, describeNewKey, listKeys } from './keys-text.ts'
import { dataOption, parseOrigin } from './options.ts'

interface CommonOptions {
  data: string
  json?: boolean
}

interface CreateOptions extends CommonOptions {
  name: string
  scope?: KeyScope[]
  origin: string[]
  rate?: number
  bodyMax?: number
}

export function keysCommand(): Command {
  const command = new Command('keys').description('make, list and revoke the keys that programs and people show')
  const verb = (usage: string, description: string): Command =>
    command.command(usage).description(description).addOption(dataOption()).option('--json', 'print JSON')
  verb('create', 'make a key and show it, this once')
    .addOption(
      new Option(
        '--scope <list>',
        `what it may do, with commas: ${KEY_SCOPES.join(', ')}; admin may do everything`,
      ).argParser(parseScopes),
    )
    .addOption(new Option('--name <text>', 'what it is for, to know it again').default('unnamed').argParser(parseName))
    .addOption(
      new Option('--origin <origins...>', 'pages of these may show it to everybody; for the scope feedback alone')
        .default([], 'none')
        .argParser((text, before: string[]) => [...before, parseOrigin(text)]),
    )
    .addOption(new Option('--rate <items>', 'predictions and feedback it may send in a second').argParser(parseCount))
    .addOption(new Option('--body-max <bytes>', 'the largest body it may send').argParser(parseCount))
    .action(create)
  verb('list', 'list the keys, revoked ones too').action(list)
  verb('revoke <id>', 'end a key for good').action(revoke)
  return command
}

async function create(options: CreateOptions): Promise<void> {
  const { name, scope, origin, rate = null, bodyMax = null } = options
  if (scope === undefined) {
    throw new Refusal('key.invalid', `Say what the key may do, with --scope and commas: ${KEY_SCOPES.join(', ')}.`)
  }
  const asked = {
    name,
    scopes: scope,
    origins: origin,
    limits: { itemsPerSecond: rate, bodyBytesMax: bodyMax },
  }
  if (!mayBePublic(asked)) {
    throw new Refusal(
      'key.invalid',
      'A key with an origin stands in pages for everybody to read: it may have the scope feedback and no other.',
    )
  }
  const { key, text, stored } = makeKey(asked, now())
  // It may be the first thing anybody does: a collector that others can reach does not start without a key.
  const isKept = await withState(options.data, { mustExist: false }, (state) =>
    state.createKey(stored, { actor: COMMAND_ACTOR }),
  )
  if (!isKept) throw new Refusal('key.invalid', `There are ${KEYS_MAX} keys, which is as many as there may be.`)
  print(options, { ...key, key: text }, describeNewKey(key, text))
}

async function list(options: CommonOptions): Promise<void> {
  const keys = await withState(options.data, { mustExist: true }, (state) => state.keys())
  print(options, keys, listKeys(keys))
}

async function revoke(id: string, options: CommonOptions): Promise<void> {
  await withState(options.data, { mustExist: true }, async (state) => {
    const key = await state.revokeKey(idIn(id), { actor: COMMAND_ACTOR, at: now() })
    if (key === null) {
      throw new Refusal('key.not_found', 'There is no such key; `trimtab keys list` shows those there are.')
    }
    const isLast = (await state.keys()).every(({ revokedAt }) => revokedAt !== null)
    print(options, key, describeKey(key, isLast))
  })
}

function now(): string {
  return new Date(systemClock()).toISOString()
}

/** Whoever finds a key that leaked has its text, and the id is in it. */
function idIn(text: string): string {
  return /^tt_([0-9a-f]{10})_/.exec(text)?.[1] ?? text
}

async function withState<Result>(
  data: string,
  options: { mustExist: boolean },
  work: (state: State) => Promise<Result>,
): Promise<Result> {
  const store = openStore(data, options)
  try {
    return await work(store.state)
  } finally {
    store.close()
  }
}

function parseScopes(text: string): KeyScope[] {
  const named = text.split(',').map((part) => part.trim())
  const scopes = KEY_SCOPES.filter((scope) => named.includes(scope))
  if (named.every((name) => KEY_SCOPES.some((scope) => scope === name))) return scopes
  throw new InvalidArgumentError(`The scopes are ${KEY_SCOPES.join(', ')}.`)
}

function parseName(text: string): string {
  // It is printed to terminals, where a control character could say anything.
  if (text.trim() !== '' && text.length <= NAME_CHARS_MAX && !/\p{Cc}/u.test(text)) return text.trim()
  throw new InvalidArgumentError(`A name is one line of at most ${NAME_CHARS_MAX} characters.`)
}

function parseCount(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count > 0 && Number.isSafeInteger(count)) return count
  throw new InvalidArgumentError('It must be a whole number above zero.')
}

function print(options: CommonOptions, data: unknown, text: string): void {
  console.log(options.json === true ? JSON.stringify(data) : text)
}
