import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PRICE_LIST_NAME } from './price-list.ts'

it('the list is named with the version that is installed', () => {
  const file = new URL('../../package.json', import.meta.url)
  const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: { [name: string]: string } }
  expect(PRICE_LIST_NAME).toBe(`genai-prices ${dependencies['@pydantic/genai-prices']}`)
})
