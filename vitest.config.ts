// The three kinds of test: beside the code, of the house itself, and of the whole loop in a real browser.
import { defineConfig } from 'vitest/config'

// What a test says must not wait on the disk of whoever runs it, to be said to another one later.
const env = { TRIMTAB_SPOOL: 'off' }

/** By itself one core of two would stand idle. */
const BESIDE_EACH_OTHER = { maxWorkers: 2, sequence: { groupOrder: 0 } }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['packages/*/src/**/*.test.{ts,tsx}'],
          ...BESIDE_EACH_OTHER,
          // Against what hangs: some start processes, and two files share two cores.
          testTimeout: 40_000,
          // A test that reads a style sheet reads what is in it.
          css: true,
        },
      },
      {
        test: {
          name: 'tools',
          env,
          include: ['tools/**/*.test.ts'],
          ...BESIDE_EACH_OTHER,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'end-to-end',
          env,
          include: ['end-to-end/**/*.test.ts'],
          // Each starts a collector and a browser of its own: one at a time, or two cores measure each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
})
