// The heart of `npm test`, after installing and building: a browser, every check, every test, and one line at the end.
// A failing step does not stop the next: one run shows everything that is wrong.
import { passes, STEPS } from './check.ts'
import { provideChromium } from './chromium.ts'
import { runVitest } from './vitest-run.ts'

let passed = 0
let failed = 0

function count(isPassed: boolean): void {
  if (isPassed) passed += 1
  else failed += 1
}

const browser = provideChromium()
if (browser === undefined) {
  console.error('No Chromium was found or could be installed: install one and name it in TRIMTAB_CHROMIUM.')
  count(false)
} else {
  console.log(`browser: ${browser}`)
  process.env['TRIMTAB_CHROMIUM'] = browser
}

// The step `docs` is two files of tests, which run with all others below.
for (const step of STEPS.filter((name) => name !== 'docs')) count(passes(step))

const tests = runVitest(process.argv.slice(2))
passed += tests.passed
failed += tests.failed

console.log(`${passed} passed, ${failed} failed`)
if (failed > 0) process.exitCode = 1
