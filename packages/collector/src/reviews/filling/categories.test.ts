import type { JsonObject, Prediction } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeFacts, makePrediction } from '../../fixtures/predictions.ts'
import { CATEGORIES_MAX, CATEGORY_CHARS_MAX, FEATURES_MAX, openCategories } from './categories.ts'

function predict(features: JsonObject, label: string | number | null = null): Prediction {
  const facts = makeFacts(1)
  return makePrediction({ ...facts, input: { ...facts.input, features }, output: { ...facts.output, label } }, [])
}

describe('categories', () => {
  it('are new until they are learned, each feature and the label by itself', () => {
    const categories = openCategories({}, 'q-1')
    const said = predict({ plan: 'gold', label: 'gold', age: 7, isNew: true, note: '' }, 3)
    expect(categories.newIn(said)).toEqual([
      { feature: 'feature plan', value: 'gold' },
      { feature: 'feature label', value: 'gold' },
      { feature: 'label', value: '3' },
    ])
    categories.learn(said)
    expect(categories.newIn(said)).toEqual([])
    expect(categories.newIn(predict({ plan: 'tin' }, 'gold'))).toHaveLength(2)
    expect(openCategories(categories.known(), 'q-1').newIn(said)).toEqual([])
  })

  it('are kept as hashes that say nothing of the texts, and differ between queues', () => {
    const knownOf = (queue: string) => {
      const categories = openCategories({}, queue)
      categories.learn(predict({ owner: 'ann@shop.example' }))
      return JSON.stringify(categories.known())
    }
    expect(knownOf('q-1')).not.toContain('ann')
    expect(knownOf('q-1')).not.toBe(knownOf('q-2'))
  })

  it('are none where a text is long', () => {
    expect(openCategories({}, 'q-1').newIn(predict({ text: 'x'.repeat(CATEGORY_CHARS_MAX + 1) }))).toEqual([])
  })

  it('of a feature with too many are given up, and take no more room', () => {
    const categories = openCategories({}, 'q-1')
    for (let number = 0; number <= CATEGORIES_MAX; number += 1) categories.learn(predict({ id: `id-${number}` }))
    expect(categories.known()).toEqual({ 'feature id': [''] })
    expect(categories.newIn(predict({ id: 'another' }))).toEqual([])
    categories.learn(predict({ id: 'another' }))
    expect(categories.known()).toEqual({ 'feature id': [''] })
  })

  it('of more features than are watched are not looked for', () => {
    const categories = openCategories({}, 'q-1')
    for (let number = 0; number < FEATURES_MAX; number += 1) categories.learn(predict({ [`f${number}`]: 'x' }))
    expect(categories.newIn(predict({ more: 'x', f1: 'y' }))).toEqual([{ feature: 'feature f1', value: 'y' }])
    categories.learn(predict({ more: 'x' }))
    expect(Object.keys(categories.known())).toHaveLength(FEATURES_MAX)
  })
})
