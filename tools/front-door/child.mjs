// One child process at a time, in a process group of its own: a signal reaches each of its processes exactly once,
// whether it came from a terminal, from npm or from `kill`, and nothing of the group outlives the front door.
import { spawn } from 'node:child_process'
import { projectEnvironment, root } from './checkout.mjs'

const SIGNALS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })

/** A terminal signals the whole group and npm passes the same signal on: within this time two are one. */
const SAME_SIGNAL_MS = 500

/** How long an interrupted child may tidy up before it is killed. */
const GRACE_MS = 10_000

/** @typedef {{ exitCode: number, output: string, isInterrupted: boolean }} ChildEnd */

/**
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {{ isQuiet?: boolean, isPatient?: boolean, folder?: string }} options `isQuiet` keeps the output for the caller instead of
 *   showing it; `isPatient` lets the child take as long as it needs after a signal.
 * @returns {Promise<ChildEnd>}
 */
export function runChild(command, commandArguments, { isQuiet = false, isPatient = false, folder = root } = {}) {
  const names = /** @type {(keyof typeof SIGNALS)[]} */ (Object.keys(SIGNALS))
  // Before there is a child: a signal that comes in the instant of its birth must not end us alone and leave it behind.
  for (const name of names) process.on(name, passOn)
  const child = spawn(command, commandArguments, {
    cwd: folder,
    env: projectEnvironment(),
    detached: true,
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text))

  let isInterrupted = false
  let lastSignalMs = -Infinity
  /** @type {NodeJS.Timeout | undefined} */
  let killer
  /** @param {keyof typeof SIGNALS} signal */
  function passOn(signal) {
    const nowMs = performance.now()
    if (nowMs - lastSignalMs < SAME_SIGNAL_MS) return
    lastSignalMs = nowMs
    isInterrupted = true
    killGroup(child.pid, signal)
    if (!isPatient) killer ??= setTimeout(giveUp, GRACE_MS)
  }
  function giveUp() {
    killGroup(child.pid, 'SIGKILL')
    for (const stream of [child.stdout, child.stderr]) stream?.destroy()
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(killer)
      // Closed means that whoever could still write has ended; what is left in the group now is nobody's.
      killGroup(child.pid, 'SIGKILL')
      for (const name of names) process.off(name, passOn)
      const signalNumber = signal && signal in SIGNALS ? SIGNALS[/** @type {keyof typeof SIGNALS} */ (signal)] : 9
      resolve({ exitCode: code ?? 128 + signalNumber, output, isInterrupted })
    })
  })
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is empty already, which is all that is wanted.
  }
}
