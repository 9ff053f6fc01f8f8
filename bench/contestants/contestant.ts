// What everyone who is compared here has to offer: a client that is watched, and a way to have delivered everything.

/** As much of OpenAI's client as the scripts call; methods, so that the narrower ones of the real client fit. */
export interface ChatClient {
  readonly chat: {
    readonly completions: {
      create(body: object): ChatPromise
      stream(body: object): HelperStream
      parse(body: object): Promise<unknown>
    }
  }
}

export interface ChatPromise extends Promise<unknown> {
  withResponse: () => Promise<{ data: unknown; response: Response }>
}

export interface ChatStream extends AsyncIterable<unknown> {
  controller: AbortController
  tee: () => [AsyncIterable<unknown>, AsyncIterable<unknown>]
  toReadableStream: () => ReadableStream
}

export interface HelperStream extends AsyncIterable<unknown> {
  finalChatCompletion: () => Promise<unknown>
}

export interface Surroundings {
  /** The base address of the pretended provider. */
  providerUrl: string
  sinkUrl: string
  /** Stands in for the network where the network is left out. */
  fetch: typeof fetch | undefined
}

export interface Contestant {
  client: ChatClient
  /** Resolves when everything that was seen so far has been delivered. */
  flush: () => Promise<void>
}

/** Each as its own documentation sets it up, with content captured and defaults where this folder says nothing else. */
export type OpenContestant = (surroundings: Surroundings) => Promise<Contestant>
