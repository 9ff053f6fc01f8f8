import type { Job } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf } from '../../fixtures/keyed-requests.ts'

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

async function forgetNobody(): Promise<Job> {
  await ask('DELETE', '/api/people/nobody')
  const { jobs } = (await ask('GET', '/api/jobs')).body as { jobs: Job[] }
  return jobs[0] as Job
}

describe('a job', () => {
  it('is found by its id when it has ended', async () => {
    const job = await forgetNobody()
    expect(job).toMatchObject({ kind: 'forget', state: 'done', error: null, result: { found: false } })
    expect(await ask('GET', `/api/jobs/${job.id}`)).toEqual({ status: 200, body: job })
  })

  it('that nobody knows is not found, and cannot be followed', async () => {
    for (const path of ['/api/jobs/none', '/api/jobs/none/events'])
      expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'job.not_found' } })
  })

  it('that has ended is told once to whoever follows it, and then nothing more', async () => {
    const job = await forgetNobody()
    const answer = await test.ask(`/api/jobs/${job.id}/events`)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const text = await answer.text()
    expect(text.split('\n').filter((line) => line.startsWith('event: '))).toEqual(['event: job'])
    const data = text.split('\n').find((line) => line.startsWith('data: ')) ?? ''
    expect(JSON.parse(data.slice('data: '.length))).toEqual(job)
  })
})
