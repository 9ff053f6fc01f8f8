// Options that several verbs share. Each is also an environment variable, and --help prints both with the default.

import { InvalidArgumentError, Option } from 'commander'
import { ENVIRONMENT } from '@trimtab/contract'

export function dataOption(): Option {
  return new Option('--data <folder>', 'the folder of the database')
    .env(ENVIRONMENT.data)
    .default('trimtab-data')
    .argParser(parseFolder)
}

export function portOption(): Option {
  return new Option('--port <number>', 'the port to listen on; 0 takes any free one')
    .env(ENVIRONMENT.port)
    .default(4318)
    .argParser(parsePort)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}

/** An empty variable in a script would otherwise mean the folder one happens to be in. */
function parseFolder(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('It must name a folder.')
}
