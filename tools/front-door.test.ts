// The front door from outside: how it refuses, and that a signal reaches what it started once and leaves nothing behind.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const frontDoor = join(import.meta.dirname, 'front-door.mjs')
const childModule = join(import.meta.dirname, 'front-door', 'child.mjs')

/** Runs a shell script through the front door's own way of running things, and reports how it ended. */
function runThrough(script: string, options: { isQuiet?: boolean; isPatient?: boolean }): ChildProcess {
  const program = `
    import { runChild } from ${JSON.stringify(childModule)}
    const end = await runChild('bash', ['-c', ${JSON.stringify(script)}], ${JSON.stringify(options)})
    console.log(JSON.stringify(end))`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

function outputOf(child: ChildProcess, until?: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (until?.test(output)) resolve(output)
    })
    child.on('close', () => resolve(output))
  })
}

function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

describe('the front door', () => {
  it('answers an unknown verb with one sentence and the status of wrong usage', () => {
    const { status, stderr } = spawnSync(process.execPath, [frontDoor, 'sing'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toBe('The front door knows start, test, trimtab, bench, and not "sing".\n')
  })

  it('passes the status of what it ran on', async () => {
    const output = await outputOf(runThrough('echo heard; exit 7', { isQuiet: true }))
    expect(JSON.parse(output)).toEqual({ exitCode: 7, output: 'heard\n', isInterrupted: false })
  })

  it('passes a signal on once, however often it comes at the same moment', async () => {
    const child = runThrough('trap "echo caught; sleep 0.3; exit 3" TERM; echo ready; while :; do sleep 0.05; done', {
      isPatient: true,
    })
    await outputOf(child, /ready/)
    child.kill('SIGTERM')
    child.kill('SIGTERM')
    const output = await outputOf(child)
    expect(output.match(/caught/g)).toHaveLength(1)
    expect(output).toContain('"exitCode":3')
  })

  it('leaves no grandchild behind, not even a deaf one', async () => {
    const child = runThrough('(trap "" TERM; exec sleep 60 >/dev/null) & echo "pid $!"; wait', { isPatient: true })
    const pid = Number(/pid (\d+)/.exec(await outputOf(child, /pid \d+\n/))?.[1])
    expect(isAlive(pid)).toBe(true)
    child.kill('SIGTERM')
    await outputOf(child)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})
