import { expect, test } from 'vitest'
import { createDraftKeeper } from './draft-keeper.ts'
import type { ReviewDraft } from './review-draft.ts'

const draft: ReviewDraft = { decision: 'bad', correction: 'x', answers: { tone: 4 }, note: 'n' }

function makeDrawer() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
}

test('a draft outlives the page that it was written on, for its reviewer and its item alone', () => {
  const drawer = makeDrawer()
  createDraftKeeper('Ann', () => drawer).keep('i1', draft)
  expect(createDraftKeeper('Ann', () => drawer).read('i1')).toEqual(draft)
  expect(createDraftKeeper('Ann', () => drawer).read('i2')).toBeNull()
  expect(createDraftKeeper('Bo', () => drawer).read('i1')).toBeNull()
  createDraftKeeper('Ann', () => drawer).keep('i1', null)
  expect(drawer.kept.size).toBe(0)
})

test('without room, or with nonsense in it, the draft in hand counts', () => {
  const keeper = createDraftKeeper('Ann', () => {
    throw new Error('not allowed')
  })
  expect(keeper.read('i1')).toBeNull()
  keeper.keep('i1', draft)
  expect(keeper.read('i1')).toEqual(draft)
  const drawer = makeDrawer()
  drawer.kept.set('trimtab.review.Ann.i1', '{"note":7}')
  drawer.kept.set('trimtab.review.Ann.i2', '{')
  expect(['i1', 'i2'].map(createDraftKeeper('Ann', () => drawer).read)).toEqual([null, null])
})
