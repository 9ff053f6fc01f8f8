// How a script tells the app it starts what to do, and how the app says what it saw: one line of JSON each way.

/** The caller says what it is. */
export function readOptions(): unknown {
  return JSON.parse(process.argv[2] ?? '{}')
}

/** Waits until it is written: the app may end right after. */
export function say(result: object): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(result)}\n`, () => resolve())
  })
}
