// One call of a model while it runs: begun before it, ended exactly once, whatever becomes of it.
import type { PredictionKind } from '@trimtab/contract'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import type { ContextFacts, InputFacts, OutputFacts } from './facts.ts'

/** What a call is of, and how to read what went in. Whatever the two functions throw is counted, never thrown on. */
export interface CallSubject {
  task: string
  kind: PredictionKind
  context: () => ContextFacts
  input: () => InputFacts
}

/** Reads what came out, as far as it did. */
export type ReadOutput = () => OutputFacts

/** Only the first of the four endings counts. None of these throws. */
export interface OpenCall {
  readonly reference: PredictionReference
  /** Runs work as part of this call: calls inside become its children, and `current()` is this one. */
  run: <Returned>(work: () => Returned) => Returned
  /** From now on `predictionOf(value)` is this call's. */
  remember: (value: unknown) => void
  /** The work has only just begun: a generator does nothing before it is first asked. */
  restart: () => void
  /** The model has said something; only the first time counts. */
  firstToken: () => void
  /** It may go on for as long as its caller likes: how to end it when the app ends sooner. */
  hold: (end: () => void) => void
  succeed: (read: ReadOutput) => void
  fail: (error: unknown, read?: ReadOutput) => void
  /** Nobody wanted the rest. */
  cancel: (read?: ReadOutput) => void
  /** There is no way to learn how it ends. */
  lose: () => void
}

/** Never throws. */
export type BeginCall = (subject: CallSubject) => OpenCall
