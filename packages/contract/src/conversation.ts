// Conversations and people: predictions by whom they belong to.

/** One session, as `GET /api/sessions` lists it. */
export interface SessionSummary {
  session: string
  /** Its newest predictions up to a bound; `isCut` says that there are more. */
  predictions: number
  isCut: boolean
  tasks: string[]
  users: string[]
  errors: number
  thumbsUp: number
  thumbsDown: number
  inputTokens: number
  outputTokens: number
  costUsd: number
  firstAt: string
  lastAt: string
}

/** `GET /api/sessions`: those that began last come first. */
export interface SessionPage {
  sessions: SessionSummary[]
  nextCursor: string | null
}

/** One person, as `GET /api/people` lists them. */
export interface PersonSummary {
  user: string
  predictions: number
  /** Whether there are more predictions than were counted. */
  isCut: boolean
  firstAt: string
  lastAt: string
}

/** `GET /api/people`: those who came last come first. */
export interface PersonPage {
  people: PersonSummary[]
  nextCursor: string | null
}
