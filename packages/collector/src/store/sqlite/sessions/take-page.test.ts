import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PAGE_ROWS_MAX } from '../../session-bounds.ts'
import { type Named, takePage } from './take-page.ts'

/** Each name by how many predictions have to be looked at for it, and whether it belongs on the page. */
const anyNames = fc.array(fc.record({ rows: fc.nat(15_000), isShown: fc.boolean() }), { maxLength: 600 })

it('pages show everything once and look at little more than the bound, whatever is gone between', () => {
  fc.assert(
    fc.property(anyNames, fc.integer({ min: 1, max: 60 }), (looks, limit) => {
      const all = looks.map((look, index) => ({ ...look, id: index + 1, name: String(index + 1) })).toReversed()
      const shown: string[] = []
      let before: number | null = null
      let isWithin = true
      do {
        let rowsLooked = 0
        const page: { items: string[]; after: number | null } = takePage<string>({
          limit,
          before,
          names: (last, count) => all.filter(({ id }) => id < last).slice(0, count),
          look: ({ id, name }: Named) => {
            const { rows = 0, isShown = false } = looks[id - 1] ?? {}
            rowsLooked += rows
            return { item: isShown ? name : null, rows }
          },
        })
        shown.push(...page.items)
        before = page.after
        isWithin &&= page.items.length <= limit && rowsLooked <= PAGE_ROWS_MAX + 15_000
      } while (before !== null)
      expect(shown).toEqual(all.filter(({ isShown }) => isShown).map(({ name }) => name))
      expect(isWithin).toBe(true)
    }),
  )
})
