import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from './endpoints.ts'
import { type Operation, type OperationName, OPERATIONS } from './operations.ts'
import { ROUTES } from './routes.ts'

const operations = Object.entries(OPERATIONS) as [OperationName, Operation][]

describe('an operation', () => {
  it.each(operations)('%s is at an address that stands among the routes', (_, { path }) => {
    expect(Object.values(ROUTES)).toContain(path)
  })

  it.each(operations)(
    '%s takes no body where it is asked with GET, and one or the other at most',
    (name, operation) => {
      const { body, query } = ENDPOINTS[name]
      expect(body !== undefined && operation.method === 'GET').toBe(false)
      expect(body !== undefined && query !== undefined).toBe(false)
    },
  )

  it('is the only one with its method at its address', () => {
    const addresses = operations.map(([, { method, path }]) => `${method} ${path}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('answers something unless it says that there is nothing to answer', () => {
    for (const [name] of operations) expect(ENDPOINTS[name].answer === undefined).toBe(ENDPOINTS[name].status === 204)
  })

  it.each(operations)('%s takes the example that is given of what it takes', (name) => {
    const { body, example } = ENDPOINTS[name]
    expect(example === undefined).toBe(body === undefined)
    expect(body?.safeParse(example).success ?? true).toBe(true)
  })
})
