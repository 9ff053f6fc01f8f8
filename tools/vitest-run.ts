// Runs vitest in view and counts what it found out. Whatever keeps it from finding out anything counts as a failure:
// a file that cannot be loaded, a test that did not run, an error outside every test, a crash.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCount {
  passed: number
  failed: number
}

/** The parts of vitest's JSON report that are read here. */
export interface Report {
  numPassedTests: number
  numTotalTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

export function runVitest(commandArguments: string[]): TestCount {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-tests-'))
  const reportFile = join(folder, 'report.json')
  const startMs = performance.now()
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
    const { status } = spawnSync('vitest', ['run', ...reporters, ...commandArguments], { stdio: 'inherit' })
    console.log(`tests: ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
    const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report) : undefined
    return countTests(report, status === 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function countTests(report: Report | undefined, isSuccess: boolean): TestCount {
  if (report === undefined || report.numTotalTests === 0) return { passed: 0, failed: 1 }
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numTotalTests - report.numPassedTests + unloadable.length
  return { passed: report.numPassedTests, failed: isSuccess ? failed : Math.max(failed, 1) }
}
