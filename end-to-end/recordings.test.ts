// What other people's telemetry really looked like: every recorded case is sent to a collector of its own, and every
// fact that is in it has to be in its predictions, in whatever order it comes and however often.
import { afterAll, describe, expect, it } from 'vitest'
import { readRecording, recordedCases } from './recordings/recording.ts'
import { BUILT, runCase } from './recordings/run-case.ts'
import { type CaseFacts, describeGaps, shareTable } from './recordings/table.ts'

const seen: CaseFacts[] = []
afterAll(() => {
  console.log(shareTable(seen))
})

/** Without the moment it came, which is another one each time. */
function withoutArrival(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'receivedAt' ? undefined : inner)))
}

// Several at a time: files of this folder run one after the other, and a collector spends most of its start waiting.
describe.concurrent('recordings of telemetry that others wrote', () => {
  it.each(recordedCases())('%s gives up every fact that is in it, once', async (name) => {
    const recording = readRecording(name)
    const inOrder = await runCase(recording, BUILT)
    const facts = { name, stack: recording.stack, facts: inOrder.facts }
    seen.push(facts)
    expect(describeGaps(facts)).toEqual([])
    expect(withoutArrival(inOrder.again)).toEqual(withoutArrival(inOrder.predictions))
    const reversed = await runCase(recording, BUILT, recording.requests.toReversed())
    expect(withoutArrival(reversed.predictions)).toEqual(withoutArrival(inOrder.predictions))
  })
})
