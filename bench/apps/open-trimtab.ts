// The SDK as the scripts about loss open it: with or without a place on disk.
import { createTrimtab, type Trimtab } from '@trimtab/sdk'

export interface Spooling {
  sinkUrl: string
  /** None: what cannot be delivered waits in memory. */
  directory: string | undefined
}

export function openTrimtab({ sinkUrl, directory }: Spooling): Trimtab {
  const spool = directory === undefined ? {} : { spool: { directory, predictions: true } }
  return createTrimtab({ url: sinkUrl, service: 'bench', ...spool })
}
