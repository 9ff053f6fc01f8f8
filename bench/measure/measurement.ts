// What every script of this folder is: something that runs for a while and writes a report.

export interface Options {
  rounds: number | undefined
  seconds: number | undefined
  /** What draws by chance can be drawn again with. */
  seed: number | undefined
  /** Names of contestants, where not all are wanted. */
  only: string[] | undefined
  /** How much there is of whatever is measured. */
  rows: number | undefined
  /** As little as shows that it works; its figures say nothing. */
  isQuick: boolean
}

export type Measurement = (options: Options) => Promise<void>

/** Progress goes where it does not mix with the report. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
