import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { explainIssue, listIssues } from './schema-issue.ts'

function errorOf(schema: z.ZodType, value: unknown) {
  return schema.safeParse(value).error
}

describe('what a schema found wrong', () => {
  it('is told with its place as a JSON Pointer, escaped as the pointer asks', () => {
    const schema = z.object({ 'a/b~c': z.array(z.number('is no number')) })
    expect(listIssues(errorOf(schema, { 'a/b~c': [1, 'two'] }))).toEqual([
      { pointer: '/a~1b~0c/1', message: 'is no number' },
    ])
  })

  it('is one phrase where one phrase has to do', () => {
    expect(explainIssue(errorOf(z.object({ a: z.number('is no number') }), { a: '' }))).toBe('/a: is no number')
    expect(explainIssue(errorOf(z.number('is no number'), ''))).toBe('is no number')
    expect(explainIssue(undefined)).toBe('the value has the wrong shape')
  })
})
