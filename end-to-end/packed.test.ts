// What `npm pack` would publish, put where npm would put it: only the files of the tarball and the dependencies that
// it declares. Whatever works in the checkout only by being in the checkout fails here.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, type Serving, serve } from './processes.ts'

const packageFolder = join(root, 'packages', 'collector')
const elsewhere = mkdtempSync(join(tmpdir(), 'trimtab-packed-'))
const installed = join(elsewhere, 'node_modules', '@trimtab', 'collector')
let collector: Serving

beforeAll(async () => {
  spawnSync('npm', ['pack', '--pack-destination', elsewhere], { cwd: packageFolder })
  const tarball = readdirSync(elsewhere).find((name) => name.endsWith('.tgz')) ?? ''
  mkdirSync(installed, { recursive: true })
  spawnSync('tar', ['-xzf', join(elsewhere, tarball), '--strip-components', '1', '-C', installed])
  for (const name of Object.keys(readPackage().dependencies)) {
    const place = join(elsewhere, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(packageFolder, 'node_modules', name), place)
  }
  const parameters = ['serve', '--port', '0', '--data', join(elsewhere, 'data')]
  collector = await serve({ script: join(installed, readPackage().bin.trimtab), parameters })
})

afterAll(async () => {
  await collector.stop()
  rmSync(elsewhere, { recursive: true })
})

interface PackageFacts {
  bin: { trimtab: string }
  dependencies: { [name: string]: string }
}

function readPackage(): PackageFacts {
  return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as PackageFacts
}

describe('the packed collector', () => {
  it('serves the dashboard', async () => {
    const page = await (await fetch(collector.url)).text()
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? []
    const response = await fetch(`${collector.url}${script}`)
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  it('has made its database', async () => {
    expect(await (await fetch(`${collector.url}/readyz`)).json()).toEqual({ status: 'ready' })
  })

  it('carries its licence and its page', () => {
    expect(readdirSync(installed).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
  })
})
