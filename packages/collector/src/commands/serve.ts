// `trimtab serve`: the collector and its dashboard until it is told to stop.

import { ENVIRONMENT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { Collector } from '../collector.ts'
import { type Config, isLoopback, readConfig } from '../config.ts'
import { createLog, type Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import { dataOption, portOption, serveOptions } from './options.ts'

type ServeOptions = Omit<Config, 'signingKeys' | 'grpcPort'> & { grpcPort: number | 'off' }

export function serveCommand(): Command {
  const command = new Command('serve').description('run the collector and the dashboard')
  for (const option of [portOption(), dataOption(), ...serveOptions()]) command.addOption(option)
  return command
    .addHelpText(
      'after',
      `\nEnvironment: ${ENVIRONMENT.signingKey} signs feedback tokens; the SDK must be given the same.\n` +
        `${ENVIRONMENT.oldSigningKeys}, with commas, are keys of before whose tokens are still good.`,
    )
    .action(serve)
}

async function serve(options: ServeOptions, command: Command): Promise<void> {
  // Whoever takes any port runs several, or does not mind; the second of them must not meet the first one's 4317.
  const isGrpcPortChosen = command.getOptionValueSource('grpcPort') !== 'default'
  const isGrpcPortFree = options.port === 0 && !isGrpcPortChosen
  const grpcPort = isGrpcPortFree ? 0 : options.grpcPort === 'off' ? null : options.grpcPort
  const config = readConfig({
    ...options,
    grpcPort,
    signingKey: process.env[ENVIRONMENT.signingKey],
    oldSigningKeys: process.env[ENVIRONMENT.oldSigningKeys],
  })
  const log = openLog(config)
  // Not before it is wanted: it takes most of what `trimtab --help` would take.
  const { createCollector } = await import('../collector.ts')
  const collector = createCollector({
    config,
    origins: config.origins,
    onDefect: log.defect,
    onRefusal: (code, address) => log.refusal({ code, address }),
    onTrouble: ({ sentence, count }) => log.warn(sentence, count === undefined ? {} : { count }),
  })
  const listening = await listenEverywhere(collector, { ...config, isGrpcPortChosen }).catch(async (error: unknown) => {
    await collector.close()
    throw error
  })
  const { url, grpcAddress, stop } = listening
  log.info('started', { url, data: config.data })
  console.log(`Trimtab is listening on ${url}`)
  console.log(`Open ${url} in a browser; the database is in ${config.data}. Ctrl-C stops it.`)
  if (grpcAddress !== null) console.log(`OTLP over gRPC is taken at ${grpcAddress}.`)
  for (const sentence of await warnings(collector, config)) console.log(sentence)
  await stopSignal()
  await stop()
  await collector.close()
  console.log('Trimtab has stopped; everything it acknowledged is on disk.')
  log.info('stopped')
  log.close()
}

interface Everywhere {
  url: string
  /** Null where gRPC is not served. */
  grpcAddress: string | null
  stop: () => Promise<void>
}

async function listenEverywhere(
  collector: Collector,
  { host, port, grpcPort, isGrpcPortChosen }: Config & { isGrpcPortChosen: boolean },
): Promise<Everywhere> {
  const http = await collector.listen(host, port)
  const grpc =
    grpcPort === null
      ? null
      : await collector.listenGrpc(host, grpcPort).catch(async (error: unknown) => {
          // Nobody asked for this very port: another collector on the machine may well have it.
          if (!isGrpcPortChosen && Refusal.is(error) && error.code === 'port.taken') return sayWithoutGrpc(error)
          await http.stop()
          throw error
        })
  return {
    url: http.url,
    grpcAddress: grpc === null ? null : `${new URL(http.url).hostname}:${grpc.port}`,
    stop: async () => {
      await Promise.all([http.stop(), grpc?.stop()])
    },
  }
}

function sayWithoutGrpc({ message }: Refusal): null {
  process.stderr.write(`trimtab: OTLP over gRPC is not served: ${message}\n`)
  return null
}

async function warnings(collector: Collector, { host, signingKeys: [signingKey] }: Config): Promise<string[]> {
  const isUnsigned = signingKey === OPEN_SIGNING_KEY
  const isOpen = await collector.isOpen()
  return [
    ...(isLoopback(host)
      ? []
      : ['Keys travel in the clear from other machines, unless a proxy with TLS stands in front.']),
    ...(isUnsigned && isOpen
      ? [`Feedback tokens are open to every program on this machine; set ${ENVIRONMENT.signingKey} to sign them.`]
      : []),
    ...(isUnsigned && !isOpen ? [`Feedback tokens are refused until ${ENVIRONMENT.signingKey} is set.`] : []),
  ]
}

function openLog({ logLevel, logFormat, signingKeys, forwardHeaders = '' }: Config): Log {
  const headerValues = forwardHeaders.split(',').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  return createLog({
    level: logLevel,
    format: logFormat ?? (process.stderr.isTTY ? 'text' : 'json'),
    clock: systemClock,
    secrets: [...signingKeys, ...headerValues],
    write: (line) => process.stderr.write(line),
  })
}

/** A second signal ends the process at once: Node's own handling is back by then. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
