// `node --import @trimtab/sdk/register app.js`: startTrimtab without a change to the app, everything from `TRIMTAB_*`.
// Whatever is wrong costs the telemetry, and never the app.
import { startTrimtab } from './node.ts'

try {
  await startTrimtab()
} catch (error) {
  process.stderr.write(`Trimtab records nothing: ${error instanceof Error ? error.message : String(error)}\n`)
}
