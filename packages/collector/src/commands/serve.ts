// `trimtab serve`: the collector and its dashboard until it is told to stop.

import { ENVIRONMENT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import { Command, Option } from 'commander'
import { createCollector } from '../collector.ts'
import { readConfig } from '../config.ts'
import { dataOption, portOption } from './options.ts'

interface ServeOptions {
  host: string
  port: number
  data: string
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the collector and the dashboard')
    .addOption(
      new Option('--host <address>', 'the loopback address to listen on').env(ENVIRONMENT.host).default('127.0.0.1'),
    )
    .addOption(portOption())
    .addOption(dataOption())
    .addHelpText(
      'after',
      `\nEnvironment: ${ENVIRONMENT.signingKey} signs feedback tokens; the SDK must be given the same.`,
    )
    .action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const config = readConfig({ ...options, signingKey: process.env[ENVIRONMENT.signingKey] })
  const collector = createCollector({ config, onDefect: (error) => console.error(error) })
  const listening = await collector.listen(config.host, config.port).catch(async (error: unknown) => {
    await collector.close()
    throw error
  })
  console.log(`Trimtab is listening on ${listening.url}`)
  console.log(`Open ${listening.url} in a browser; the database is in ${config.data}. Ctrl-C stops it.`)
  if (config.signingKey === OPEN_SIGNING_KEY) {
    console.log(
      `Feedback tokens are open to every program on this machine; set ${ENVIRONMENT.signingKey} to sign them.`,
    )
  }
  await stopSignal()
  await listening.stop()
  await collector.close()
  console.log('Trimtab has stopped; everything it acknowledged is on disk.')
}

/** A second signal ends the process at once: Node's own handling is back by then. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
