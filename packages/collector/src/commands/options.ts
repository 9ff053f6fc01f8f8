// Options that the verbs read. Each is also an environment variable, and --help prints both with the default.

import { InvalidArgumentError, Option } from 'commander'
import { ENVIRONMENT } from '@trimtab/contract'
import { LOG_FORMATS, LOG_LEVELS } from '../log.ts'

const ORIGINS_MAX = 100

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

/** What `serve` takes, besides the port and the data. */
export function serveOptions(): Option[] {
  return [
    new Option('--host <address>', 'the address to listen on; one that others can reach needs an admin key')
      .env(ENVIRONMENT.host)
      .default('127.0.0.1'),
    new Option('--grpc-port <number>', 'the port of OTLP over gRPC, or off; 0 takes any free one, as does --port 0')
      .env(ENVIRONMENT.grpcPort)
      .default(4317)
      // Commander takes null for a value that is missing.
      .argParser((text) => (text === 'off' ? text : parsePort(text))),
    new Option('--forward-url <address>', 'an OTLP/HTTP address that everything received is also sent to').env(
      ENVIRONMENT.forwardUrl,
    ),
    new Option('--forward-headers <list>', 'headers of what is sent there, as name=value,name=value').env(
      ENVIRONMENT.forwardHeaders,
    ),
    new Option('--origins <list>', 'origins of pages that may send OTLP, or feedback without a token, with commas')
      .env(ENVIRONMENT.origins)
      .default([], 'none')
      .argParser(parseOrigins),
    new Option('--alerts-to-private <answer>', 'whether alerts may go to addresses of this machine and its network')
      .env(ENVIRONMENT.alertsToPrivate)
      .choices(['yes', 'no'])
      .default('no'),
    new Option('--log-level <name>', 'what goes to the log on standard error, and everything worse')
      .env(ENVIRONMENT.logLevel)
      .choices(LOG_LEVELS)
      .default('warn'),
    new Option('--log-format <name>', 'its lines; without it text on a terminal and JSON elsewhere')
      .env(ENVIRONMENT.logFormat)
      .choices(LOG_FORMATS),
  ]
}

/** A page's origin as its browser spells it: `https://shop.example`. */
export function parseOrigin(text: string): string {
  const url = URL.parse(text.trim())
  const isWeb = url !== null && /^https?:$/.test(url.protocol)
  if (isWeb && [url.origin, `${url.origin}/`].includes(text.trim().toLowerCase())) return url.origin
  throw new InvalidArgumentError('An origin is a scheme and a host, such as https://shop.example.')
}

function parseOrigins(text: string): string[] {
  const origins = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => parseOrigin(part))
  if (origins.length <= ORIGINS_MAX) return origins
  throw new InvalidArgumentError(`There may be ${ORIGINS_MAX} origins.`)
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
