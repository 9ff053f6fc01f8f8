// What must hold for every input, and how the threads of the fuzzer speak of it.

/** Nothing that is sent may keep the collector busy for longer. */
export const CPU_MS_MAX = 1000
/** Longer than any machine needs for a second of work: it hangs. */
export const SILENCE_MS_MAX = 30_000
/** Of a thread that fuzzes, with its store and what it makes. */
export const THREAD_MEMORY_MB_MAX = 1024
/** Of a whole collector. */
export const COLLECTOR_MEMORY_MB_MAX = 768

export interface Start {
  seed: number
  /** The numbers of the inputs: `count` of them from `first` on, `step` apart. */
  first: number
  step: number
  count: number
  untilMs: number
  /** Where the thread writes the number it is at. */
  current: Int32Array
}

export interface Broken {
  kind: 'broken'
  number: number
  law: string
  /** How it was sent over the network. */
  sent?: Sent
}

/** Now and then, and at the end: what came of the inputs since it last said so. */
interface Done {
  kind: 'done'
  done: number
  outcomes: { [outcome: string]: number }
}

export type FromThread = Broken | Done

/** What came of an input that was sent over the network, and how it was. */
export interface Sent {
  /** Null where all is well. */
  wrong: string | null
  status: string
  head: Buffer
  body: Buffer
}
