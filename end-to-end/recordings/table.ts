// How much was recovered, for people to read.
import type { Fact } from './fact.ts'

const SPELLED_CHARS_MAX = 160

export interface CaseFacts {
  name: string
  stack: string
  facts: Fact[]
}

/** A line a telemetry stack and one for all: cases, facts sent, recovered, and their share. */
export function shareTable(cases: CaseFacts[]): string {
  const stacks = [...new Set(cases.map(({ stack }) => stack))]
  const rows = stacks.map((stack) =>
    row(
      stack,
      cases.filter((one) => one.stack === stack),
    ),
  )
  const lines = [['stack', 'cases', 'facts', 'recovered', 'share'], ...rows, row('all', cases)]
  return lines
    .map(([name = '', ...figures]) => name.padEnd(26) + figures.map((figure) => figure.padStart(11)).join(''))
    .join('\n')
}

function row(name: string, cases: CaseFacts[]): string[] {
  const facts = cases.flatMap((one) => one.facts)
  const recovered = facts.filter(({ state }) => state === 'recovered').length
  const share = `${((100 * recovered) / Math.max(1, facts.length)).toFixed(1)} %`
  return [name, String(cases.length), String(facts.length), String(recovered), share]
}

/** What a case still misses, a line each. */
export function describeGaps({ name, facts }: CaseFacts): string[] {
  return facts
    .filter(({ state }) => state !== 'recovered')
    .map(({ of, fact, state, expected, found }) => {
      const spelled = state === 'missed' && found === null ? '' : `, found ${spell(found)}`
      return `${name}: ${of}: ${fact} ${state}: expected ${spell(expected)}${spelled}`
    })
}

function spell(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > SPELLED_CHARS_MAX ? `${text.slice(0, SPELLED_CHARS_MAX)}…` : text
}
