// The SDK as the scripts about loss open it: with or without a place on disk, for feedback alone or for everything.
import { createTrimtab, type Trimtab } from '@trimtab/sdk'

/** `feedback` is what an app has that says nothing about it. */
export type Spooled = 'nothing' | 'feedback' | 'everything'

export interface Spooling {
  sinkUrl: string
  spooled: Spooled
  directory: string
}

export function openTrimtab({ sinkUrl, spooled, directory }: Spooling): Trimtab {
  const spool = spooled === 'nothing' ? false : { directory, predictions: spooled === 'everything' }
  return createTrimtab({ url: sinkUrl, service: 'bench', spool })
}
