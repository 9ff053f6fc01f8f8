// The oldest Node the collector runs on, asked before anything else is loaded. Below it better-sqlite3 13 does not fail
// but takes the process down with it (its binary is built for Node-API 10: WiseLibs/better-sqlite3#1514).

const FLOOR = { major: 22, minor: 15 }

/** One sentence that says why this Node will not do, or null when it will. */
export function refuseOldNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > FLOOR.major || (major === FLOOR.major && minor >= FLOOR.minor)
  if (isNewEnough) return null
  return `Trimtab needs Node ${FLOOR.major}.${FLOOR.minor} or newer and this is Node ${version}: install a newer Node and start it again.`
}
