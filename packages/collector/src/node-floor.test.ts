import { describe, expect, it } from 'vitest'
import { refuseOldNode } from './node-floor.ts'

describe('the Node floor', () => {
  it.each(['22.15.0', '22.23.3', '24.21.0', '26.0.0'])('lets Node %s in', (version) => {
    expect(refuseOldNode(version)).toBeNull()
  })

  it.each(['18.20.0', '20.20.2', '22.14.9', '9.0.0'])('refuses Node %s in one sentence that names it', (version) => {
    expect(refuseOldNode(version)).toBe(
      `Trimtab needs Node 22.15 or newer and this is Node ${version}: install a newer Node and start it again.`,
    )
  })
})
