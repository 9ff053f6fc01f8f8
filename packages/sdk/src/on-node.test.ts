import { expect, it } from 'vitest'
import * as anywhere from './index.ts'
import * as onNode from './on-node.ts'

it('the entry point is the same on Node as anywhere else', () => {
  expect(Object.keys(onNode).toSorted()).toEqual(Object.keys(anywhere).toSorted())
})
