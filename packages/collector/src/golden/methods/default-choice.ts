// Which test others take for a column where nobody chooses one, held to golden values. Of one name for numbers and for
// categories, so that the column says which it is.

import { evidentlyDefaultCategoricalTest } from '../../statistics/compat/evidently/default-categorical-test.ts'
import { evidentlyDefaultNumericTest } from '../../statistics/compat/evidently/default-numeric-test.ts'
import { finitePair, presentPair } from '../finite.ts'
import type { GoldenCase, GoldenValues, Methods } from '../golden-case.ts'

export const defaultChoice: Methods = {
  default_choice: { 'evidently:_get_default_stattest': choose },
}

function choose(one: GoldenCase): GoldenValues {
  const isNumeric = Object.values(presentPair(one))
    .flat()
    .every((value) => typeof value === 'number')
  const { reference, current } = isNumeric ? finitePair(one) : presentPair(one)
  const distinct = new Set([...reference, ...current]).size
  const choice = isNumeric ? evidentlyDefaultNumericTest : evidentlyDefaultCategoricalTest
  const { method, threshold } = choice(reference.length, distinct)
  return { method, default_threshold: threshold }
}
