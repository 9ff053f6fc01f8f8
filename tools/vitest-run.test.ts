// How the outcome of a test run is counted: nothing that went wrong may look like nothing.
import { describe, expect, it } from 'vitest'
import { countTests } from './vitest-run.ts'

const fine = { status: 'passed', assertionResults: [{}] }

describe('the count of tests', () => {
  it('adds up what passed and what did not', () => {
    const report = { numTotalTests: 5, numPassedTests: 3, testResults: [{ status: 'failed', assertionResults: [{}] }] }
    expect(countTests(report, false)).toEqual({ passed: 3, failed: 2 })
  })
  it('takes a run without a report for a failure', () => {
    expect(countTests(undefined, false)).toEqual({ passed: 0, failed: 1 })
  })
  it('takes a run without a test for a failure', () => {
    expect(countTests({ numTotalTests: 0, numPassedTests: 0, testResults: [] }, true)).toEqual({ passed: 0, failed: 1 })
  })
  it('takes a file that cannot be loaded for a failure', () => {
    const report = {
      numTotalTests: 1,
      numPassedTests: 1,
      testResults: [fine, { status: 'failed', assertionResults: [] }],
    }
    expect(countTests(report, false)).toEqual({ passed: 1, failed: 1 })
  })
  it('takes an error outside every test for a failure', () => {
    expect(countTests({ numTotalTests: 1, numPassedTests: 1, testResults: [fine] }, false)).toEqual({
      passed: 1,
      failed: 1,
    })
  })
})
