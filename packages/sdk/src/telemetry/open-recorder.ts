// One kind of item to one address, as the app has set it up.
import { systemClock } from '../clock.ts'
import type { Platform } from '../platform/platform.ts'
import type { LastChance } from './exit.ts'
import { createExporter } from './exporter.ts'
import { createAwayNotice, createLossNotice, createSpoolNotice, type Loss } from './loss-notice.ts'
import type { Envelope } from './otlp-json.ts'
import { createRecorder, type Disk, type Recorder } from './recorder.ts'

export interface RecorderSettings {
  url: string
  key: string | undefined
  spool: SpoolSettings | undefined
  onDrop: ((loss: Loss) => void) | undefined
}

export interface SpoolSettings {
  /** The platform's own where there is none. */
  directory: string | undefined
  /** Feedback always is. */
  predictions: boolean
  bytesMax: number
}

export interface RecorderSubject {
  signal: Loss['signal']
  path: string
  envelope: Envelope
  lastChance: LastChance
  onRecorded?: (() => void) | undefined
}

export function openRecorder(settings: RecorderSettings, platform: Platform, subject: RecorderSubject): Recorder {
  const { signal, path, envelope, lastChance, onRecorded } = subject
  const address = `${settings.url}${path}`
  const disk = chooseDisk(settings, platform, { signal, address })
  const destination = { address, key: settings.key, isPatient: disk !== undefined }
  const send = createExporter(destination, { clock: systemClock, platform })
  const notice = createLossNotice(signal, settings.onDrop)
  const onRetried = createAwayNotice({ signal, url: settings.url, isOnDisk: disk !== undefined })
  const onUnspooled = createSpoolNotice(signal)
  const onUnsaved = lastChance.hearOf()
  return createRecorder({ send, envelope, platform, disk, ...notice, onRetried, onUnspooled, onUnsaved, onRecorded })
}

function chooseDisk(
  { spool }: RecorderSettings,
  { openSpool }: Platform,
  { signal, address }: { signal: Loss['signal']; address: string },
): Disk | undefined {
  if (openSpool === undefined || spool === undefined) return undefined
  if (signal === 'predictions' && !spool.predictions) return undefined
  const { directory, bytesMax } = spool
  return {
    use: signal === 'feedback' ? 'first' : 'overflow',
    open: (events) => openSpool({ directory, bytesMax, destination: address, ...events }),
  }
}
