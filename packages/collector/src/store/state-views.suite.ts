// The laws of saved views, whatever engine keeps the state.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangedBy } from './changed-by.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import { type NewView, type State, VIEWS_MAX } from './state.ts'

const at = (hour: number): ChangedBy => ({ actor: 'ops', at: `2026-11-21T${hour}:00:00.000Z` })

function viewOf(id: string, said: Partial<NewView> = {}): NewView {
  return { id, name: `view ${id}`, screen: 'predictions', query: 'task=support.reply&status=error', ...said }
}

const savedOf = (view: NewView, hour: number) => ({ ...view, updatedAt: at(hour).at })

export function testViews(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a view in ${engine}`, () => {
    it('is kept whole, whatever stands in its name and its query', async () => {
      const view = viewOf('a', { name: '\u0000 half \ud83d of a pair', query: '?q=%00&\ude00\u0000' })
      expect(await state.addView(view, at(10))).toEqual(savedOf(view, 10))
      expect(await state.views()).toEqual([savedOf(view, 10)])
    })

    it('has a name that no other of its screen has, whatever the case and the width of its letters', async () => {
      await state.addView(viewOf('a', { name: 'Final \u00c9tat' }), at(10))
      for (const name of ['Final \u00c9tat', 'FINAL \u00e9TAT', '\ufb01nal E\u0301tat', '\uff26inal\u00a0\u00e9tat'])
        expect(await state.addView(viewOf('b', { name }), at(10))).toBe('name-taken')
      for (const [id, said] of Object.entries({
        c: { name: 'Final \u00c9tat', screen: 'overview' as const },
        d: { name: 'Final Etat' },
        e: { name: 'Final \u00c9tat ' },
      }))
        expect(await state.addView(viewOf(id, said), at(10))).toMatchObject(said)
      expect((await state.views()).map(({ id }) => id).toSorted()).toEqual(['a', 'c', 'd', 'e'])
      expect(await state.changeView(viewOf('d', { name: 'final \u00e9tat' }), at(11))).toBe('name-taken')
      expect(await state.changeView(viewOf('a', { name: 'final \u00e9tat' }), at(11))).toMatchObject({ id: 'a' })
    })

    it('is changed in place, may keep its name, and may not take that of another', async () => {
      await state.addView(viewOf('a'), at(10))
      await state.addView(viewOf('b'), at(10))
      const changed = viewOf('a', { query: 'status=ok' })
      expect(await state.changeView(changed, at(11))).toEqual(savedOf(changed, 11))
      expect(await state.changeView(viewOf('b', { name: 'view a' }), at(12))).toBe('name-taken')
      expect(await state.changeView(viewOf('c'), at(12))).toBe('not-found')
      expect(await state.views()).toEqual([savedOf(changed, 11), savedOf(viewOf('b'), 10)])
    })

    it('that moves to another screen needs a name that is free there', async () => {
      await state.addView(viewOf('a', { name: 'mine' }), at(10))
      await state.addView(viewOf('b', { name: 'mine', screen: 'sessions' }), at(10))
      expect(await state.changeView(viewOf('a', { name: 'mine', screen: 'sessions' }), at(11))).toBe('name-taken')
      expect(await state.changeView(viewOf('a', { name: 'mine', screen: 'review' }), at(11))).toMatchObject({ id: 'a' })
    })

    it('is deleted once, and its name is free again', async () => {
      await state.addView(viewOf('a'), at(10))
      expect(await state.deleteView('a', at(11))).toBe(true)
      expect(await state.deleteView('a', at(11))).toBe(false)
      expect(await state.views()).toEqual([])
      expect(await state.addView(viewOf('b', { name: 'view a' }), at(12))).toMatchObject({ id: 'b' })
    })

    it('is of one of those who ask for its name at the same moment', async () => {
      const added = await Promise.all(['a', 'b', 'c'].map((id) => state.addView(viewOf(id, { name: 'same' }), at(10))))
      expect(added.filter((one) => one === 'name-taken')).toHaveLength(2)
      expect(await state.views()).toHaveLength(1)
    })
  })

  describe(`the views in ${engine}`, () => {
    it('are listed by screen and name, or those of one screen', async () => {
      await state.addView(viewOf('1', { name: 'b', screen: 'predictions' }), at(10))
      await state.addView(viewOf('2', { name: 'a', screen: 'predictions' }), at(10))
      await state.addView(viewOf('3', { name: 'c', screen: 'overview' }), at(10))
      expect((await state.views()).map(({ id }) => id)).toEqual(['3', '2', '1'])
      expect((await state.views('predictions')).map(({ id }) => id)).toEqual(['2', '1'])
      expect(await state.views('drift')).toEqual([])
    })

    it('are so many', { timeout: 60_000 }, async () => {
      for (let count = 0; count < VIEWS_MAX; count++) await state.addView(viewOf(`${count}`), at(10))
      expect(await state.addView(viewOf('more'), at(10))).toBe('too-many')
      expect(await state.changeView(viewOf('0', { query: 'status=ok' }), at(11))).toMatchObject({ query: 'status=ok' })
      await state.deleteView('1', at(11))
      expect(await state.addView(viewOf('more'), at(12))).toMatchObject({ id: 'more' })
    })

    it('that ask for a person, or for a session of this person, are deleted with what else is known of that person, and no others', async () => {
      const asking = ['user=u-1', 'task=a&user=u%2D1&status=ok', '?user=u-1', 'session=s-1', 'task=a&session=s-2']
      const queries = [...asking, 'user=u-11', 'task=u-1', 'user=U-1', 'session=s-11', 'session=u-1', 'user=s-1', '']
      const sessions = new Set(['s-1', 's-2'])
      for (const [index, query] of queries.entries()) await state.addView(viewOf(`${index}`, { query }), at(10))
      expect(await state.forgetInViews('u-1', sessions, at(11))).toBe(asking.length)
      const left = (await state.views()).map(({ query }) => query)
      expect(left.toSorted()).toEqual(queries.slice(asking.length).toSorted())
      expect(await state.forgetInViews('u-1', sessions, at(12))).toBe(0)
      const [entry] = await state.changes(1)
      expect(entry).toMatchObject({ ...at(11), action: 'view.deleted' })
      expect(JSON.stringify(await state.changes(100))).not.toContain('u-1')
    })

    it('are told of in the audit log where they changed, without a name and without a query', async () => {
      await state.addView(viewOf('a'), at(10))
      await state.addView(viewOf('b', { name: 'view a' }), at(10))
      await state.changeView(viewOf('a', { screen: 'drift' }), at(11))
      await state.changeView(viewOf('c'), at(11))
      await state.deleteView('a', at(12))
      await state.deleteView('a', at(12))
      const told = (await state.changes(10)).map(({ sequence: _sequence, ...entry }) => entry)
      expect(told).toEqual([
        { ...at(12), action: 'view.deleted', target: 'a', detail: { screen: 'drift' } },
        { ...at(11), action: 'view.saved', target: 'a', detail: { screen: 'drift', isNew: false } },
        { ...at(10), action: 'view.saved', target: 'a', detail: { screen: 'predictions', isNew: true } },
      ])
    })
  })
}
