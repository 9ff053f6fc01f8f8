// `node end-to-end/recordings/report.ts [CASE …] [--built]`: what a collector makes of the recordings, and what it misses.
// The collector is run from its sources, so that a change shows at once.
import { readRecording, recordedCases } from './recording.ts'
import { BUILT, FROM_SOURCES, runCase } from './run-case.ts'
import { type CaseFacts, describeGaps, shareTable } from './table.ts'

const parameters = process.argv.slice(2)
const script = parameters.includes('--built') ? BUILT : FROM_SOURCES
const wanted = parameters.filter((parameter) => parameter !== '--built')
const names = recordedCases().filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))

const cases: CaseFacts[] = []
for (const name of names) {
  const recording = readRecording(name)
  const { facts, predictions, again } = await runCase(recording, script)
  cases.push({ name, stack: recording.stack, facts })
  if (wanted.length > 0) console.log(JSON.stringify(predictions, null, 1))
  if (JSON.stringify(again) !== JSON.stringify(predictions)) console.log(`${name}: sent twice it is not the same`)
}
console.log(cases.flatMap(describeGaps).join('\n'))
console.log(shareTable(cases))
