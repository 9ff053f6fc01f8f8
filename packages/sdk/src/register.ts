// `node --import @trimtab/sdk/register app.js`: startTrimtab without a change to the app, everything from `TRIMTAB_*`.
// Whatever is wrong or missing costs the telemetry, and never the app.

try {
  const { startTrimtab } = await import('./node.ts')
  await startTrimtab()
} catch (error) {
  // What Node says of a missing package goes on with a guess.
  const [sentence] = String(error instanceof Error ? error.message : error).split('\n')
  process.stderr.write(`Trimtab records nothing: ${sentence}\n`)
}

// oxlint-disable-next-line unicorn/require-module-specifiers -- only a module may wait at its top level
export {}
