// What is wrong with a question, in sentences: the collector names each place and what is amiss there.
import type { Reason } from '../api/client.ts'

/** More would push the list out of sight. */
const MISTAKES_MAX = 5

export function mistakesIn({ errors = [] }: Pick<Reason, 'errors'>): string[] {
  const sentences = errors.map(({ pointer, message }) => `${[placeOf(pointer), message].join(' ').trim()}.`)
  return [...new Set(sentences)].slice(0, MISTAKES_MAX)
}

/** As an address writes it: `/metadata/tier/0` is `metadata.tier`, whichever of its values it is. */
function placeOf(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  const names = steps.filter((step, at) => at === 0 || at < steps.length - 1 || !/^\d+$/.test(step))
  return names.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')
}
