// What a person, a program or the world says of a prediction, at any time and in any order.
// History is append-only; what holds now is the `Opinion`.

import type { Json, JsonObject } from './json.ts'

export const FEEDBACK_KINDS = ['thumbs', 'score', 'label', 'correction', 'comment', 'signal', 'retraction'] as const
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

export const FEEDBACK_SOURCES = ['user', 'reviewer', 'ground_truth', 'judge', 'system'] as const
export type FeedbackSource = (typeof FEEDBACK_SOURCES)[number]

/** What a feedback points at: exactly one of the four. `task` narrows a key or a session. */
export interface FeedbackTarget {
  prediction?: string | undefined
  key?: string | undefined
  responseId?: string | undefined
  session?: string | undefined
  task?: string | undefined
}

/** `POST /api/feedback` takes one of these or an array of them. */
export interface FeedbackInput extends FeedbackTarget {
  /** Made by the client, so that sending twice is harmless. Without one the collector makes one. */
  id?: string | undefined
  kind: FeedbackKind
  name?: string | undefined
  /** thumbs: boolean; score: number; label: string or number; correction: string, messages or JSON; signal: string. */
  value?: Json | undefined
  comment?: string | undefined
  source?: FeedbackSource | undefined
  actor?: string | undefined
  at?: string | undefined
  /** False on the newest feedback of a kind, name, source and actor keeps the row out of every export. */
  consent?: boolean | undefined
  metadata?: JsonObject | undefined
  /** Only on a retraction: the kind that is taken back. */
  of?: { kind: FeedbackKind } | undefined
}

/** One feedback as it is kept and returned. */
export interface Feedback {
  id: string
  prediction: string | null
  key: string | null
  responseId: string | null
  session: string | null
  task: string | null
  kind: FeedbackKind
  name: string | null
  value: Json
  comment: string | null
  source: FeedbackSource
  actor: string | null
  /** When the person acted. */
  at: string
  /** When the collector stored it. */
  receivedAt: string
  consent: boolean | null
  metadata: JsonObject
  of: { kind: FeedbackKind } | null
}

/** What an opinion is about. */
export const OPINION_KINDS = ['thumbs', 'score', 'correction', 'label'] as const
export type OpinionKind = (typeof OPINION_KINDS)[number]

/**
 * What all current feedback of one prediction amounts to. What is said under no name, and a thumb under `helpful`, counts
 * before what is said under another; a reviewer's answer to a question of a review queue counts for none of the four.
 */
export interface Opinion {
  thumbs: 'up' | 'down' | null
  score: number | null
  correction: Json
  label: string | number | null
  /** Whose word each of them is; what only a judge says is said by a judge, and counts in no figure of people. */
  by: { [kind in OpinionKind]: FeedbackSource | null }
  /** Of what two currently say different things under one name, and not both of them judges; scores of judges are not compared. */
  conflicts: OpinionKind[]
  /** How many people and programs currently say something. */
  sources: number
}

/** The answer to `POST /api/feedback`, given only once everything accepted is on disk. */
export interface FeedbackReceipt {
  accepted: number
  /** Of the accepted: how many speak of a prediction that is not known yet. They join when it comes. */
  waiting: number
}

/** `GET /api/feedback/waiting`: the newest first. */
export interface WaitingFeedbackPage {
  feedback: Feedback[]
  nextCursor: string | null
}

/**
 * By what people think: the `feedback` filter of `GET /api/predictions`. What only a judge says is no thumb and no
 * correction here, and `none` is of what nobody but judges has said anything. `conflicting` is where `conflicts` is not empty.
 */
export const FEEDBACK_FILTERS = ['up', 'down', 'corrected', 'none', 'conflicting'] as const
export type FeedbackFilter = (typeof FEEDBACK_FILTERS)[number]
