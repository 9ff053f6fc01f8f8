import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { explainIssue, listIssues } from './schema-issue.ts'

function errorOf(schema: z.ZodType, value: unknown) {
  return schema.safeParse(value).error
}

describe('what a schema found wrong', () => {
  it('is told with its place as a JSON Pointer, escaped as the pointer asks', () => {
    const schema = z.object({ 'a/b~c': z.array(z.number()) })
    expect(listIssues(errorOf(schema, { 'a/b~c': [1, 'two'] }))).toEqual([
      { pointer: '/a~1b~0c/1', message: 'must be of type number' },
    ])
  })

  it('is one phrase where one phrase has to do', () => {
    const schema = z.strictObject({ a: z.object({ b: z.string().min(1).max(3) }) })
    expect(explainIssue(errorOf(schema, { a: {} }))).toBe('a.b is missing')
    expect(explainIssue(errorOf(schema, { a: { b: 5 } }))).toBe('a.b must be of type string')
    expect(explainIssue(errorOf(schema, { a: { b: '' } }))).toBe('a.b must not be empty')
    expect(explainIssue(errorOf(schema, { a: { b: 'four' } }))).toBe('a.b must be at most 3 long')
    expect(explainIssue(errorOf(schema, { a: { b: 'b' }, c: 1 }))).toBe('has a field that is not known: c')
    expect(explainIssue(errorOf(z.object({ kind: z.enum(['up', 'down']) }), { kind: 'x' }))).toBe(
      'kind must be one of up, down',
    )
    expect(explainIssue(errorOf(z.object({ n: z.number().refine((n) => n > 1, 'is no use') }), { n: 0 }))).toBe(
      'n: is no use',
    )
    expect(explainIssue(errorOf(z.object({ from: z.iso.datetime() }), { from: 'gestern' }))).toBe(
      'from must be a time such as 2026-11-21T10:00:00Z',
    )
    expect(explainIssue(errorOf(z.int(), 1.5))).toBe('must be a whole number')
    expect(explainIssue(undefined)).toBe('it has the wrong shape')
  })
})
