import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { followPromise } from './follow-promise.ts'

class Rows implements PromiseLike<number> {
  // oxlint-disable-next-line unicorn/no-thenable -- as query builders do
  then: PromiseLike<number>['then'] = (...handlers) => Promise.resolve(1).then(...handlers)
}

const ignore = { succeed: (result: unknown) => result, fail: () => {}, lose: () => {} }

describe('following a promise', () => {
  it('leaves a rejection that nobody handles unhandled', async () => {
    const source = new URL('follow-promise.ts', import.meta.url).href
    const script = `
      const { followPromise } = await import('${source}')
      followPromise(Promise.reject(new Error('nobody cared')), { succeed() {}, fail() {}, lose() {} })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [complaint] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(child.exitCode).toBe(1)
    expect(complaint).toContain('nobody cared')
  })

  it('reports the end once, however often the result is asked for', async () => {
    const ends: string[] = []
    const succeed = (result: unknown): unknown => {
      ends.push(String(result))
      return result
    }
    const end = { ...ignore, succeed }
    const returned = followPromise(new Rows(), end) as PromiseLike<number>
    expect([await returned, await returned]).toEqual([1, 1])
    expect(ends).toEqual(['1'])
  })

  it('says so when there is no way to learn it', async () => {
    const ends: string[] = []
    const frozen = Object.freeze(new Rows())
    expect(
      await (followPromise(frozen, { ...ignore, lose: () => void ends.push('lost') }) as PromiseLike<number>),
    ).toBe(1)
    expect(ends).toEqual(['lost'])
  })
})
