// What the SDK needs of the runtime it is in, beside what every runtime has. The web's own is web.ts, which is all that
// an edge runtime has; Node, and what runs Node's modules, has a better one in node/.

/** A value that follows the running code through awaits and callbacks. */
export interface AsyncStorage<Value> {
  get: () => Value | undefined
  run: <Returned>(value: Value, work: () => Returned) => Returned
}

export interface PostRequest {
  address: string
  headers: { readonly [name: string]: string }
  body: Uint8Array<ArrayBuffer>
  signal: AbortSignal
}

export interface PostAnswer {
  status: number
  /** Null when there is none. */
  retryAfter: string | null
  /** Undefined when it is longer than ANSWER_BYTES_MAX, so that no answer can fill the memory. */
  text: string | undefined
}

/** What a collector says of one request is short. */
export const ANSWER_BYTES_MAX: number = 64 * 1024

export interface Platform {
  readonly variables: { readonly [name: string]: string | undefined }
  /** Undefined where the runtime has none: then a call inside a call is not known to be its child. */
  createStorage: <Value>() => AsyncStorage<Value> | undefined
  /** Gzip. */
  compress: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>
  /** Rejects when there was no answer, or not all of it. Follows no redirect. A request never keeps the process alive by itself. */
  post: (request: PostRequest) => Promise<PostAnswer>
  /** HMAC-SHA-256 of a text, as base64url. */
  sign: (key: string, text: string) => string
  /** Binds a callback to where it is bound, so that whoever calls it does not lend it its async context. */
  detach: (callback: () => void) => () => void
  /** A timer that never keeps the process alive; returns how to stop it. */
  startTimer: (delayMs: number, ring: () => void) => () => void
  /** How many bytes a text is on the wire. */
  countBytes: (text: string) => number
  /** Tells when the process is about to end; never where nobody can be told. */
  onExit: (exit: ExitHandlers) => ExitWatch
  /** Undefined where there is no disk. */
  openSpool: ((options: SpoolOptions) => Spool) | undefined
}

export interface ExitHandlers {
  /** Nothing is left to do: whoever starts something now keeps the process alive until it is done. */
  idle: () => void
  /** A signal has come that would end the process, and the app deals with it: it may go on, for as long as it likes. */
  warned: () => void
  /** The last moment; only what happens at once still happens. */
  last: () => void
}

export interface ExitWatch {
  /**
   * While it is true, signals that end the process count as a last moment too, or as a warning where others listen to
   * them. They have the effect that they would have without us.
   */
  watchSignals: (isNeeded: boolean) => void
  cancel: () => void
}

export interface SpoolOptions {
  directory: string | undefined
  /** Apart from all others: what is for one collector and one kind of item must not reach another. */
  destination: string
  bytesMax: number
  /** So many items that a dead process has left are ours now. */
  onAdopted: (count: number) => void
  /** So many items that were ours cannot be read; they are gone. */
  onUnreadable: (count: number) => void
}

/** Everything of one request but its compression. */
export interface Batch {
  before: string
  after: string
  items: readonly string[]
}

/** One batch on disk that is in our hand. */
export interface SpoolFile {
  batch: Batch
  bytes: number
  /** It is settled, one way or another; the file goes. */
  remove: () => Promise<void>
  /** Not now: it waits where it was. */
  putBack: () => void
}

/**
 * Batches on disk, one file each, so that they outlive the process. Several processes may use one directory: each file
 * belongs to one of them at a time, and what a dead one has left behind is taken over by one that lives. Nothing
 * here throws or rejects.
 */
export interface Spool {
  /**
   * True when it is on disk; false when it would not fit or could not be written. Files that it stands for go when it is
   * there, and it may take up their room.
   */
  write: (batch: Batch, replaced?: readonly SpoolFile[]) => Promise<boolean>
  /** The same at once, for a process that is ending. It is in the hand of whoever asked; undefined when it is not on disk. */
  writeNow: (batch: Batch) => SpoolFile | undefined
  /** The oldest batch that nobody has in hand; undefined when there is none, or none that can be read just now. */
  take: () => Promise<SpoolFile | undefined>
  /** Takes over what dead processes have left. */
  adopt: () => Promise<void>
  /** Items on disk, in hand or not. */
  count: () => number
  /** False for a while after a write has failed. */
  isUsable: () => boolean
  /** Why the last write failed, such as `spool_full` or `spool_unwritable`. */
  lossReason: () => string | undefined
  /** Says that this process is done with the directory: what is left is for others. */
  close: () => Promise<void>
}
