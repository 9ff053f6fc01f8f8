// One prediction to one training example, or the reason why it is none.

import type { DropReason, Example, Feedback, Message, MessagePart, Prediction } from '@trimtab/contract'
import { currentFeedback, peopleOf } from '../feedback/opinion.ts'
import { isWithheld } from './consent.ts'

export type Candidate =
  | { outcome: 'example'; example: Example; feedback: string[] }
  | { outcome: 'dropped'; reason: DropReason }

export function exampleOf(prediction: Prediction, asOf: string): Candidate {
  if (isWithheld(prediction)) return dropped('no_consent')
  if (prediction.status !== 'ok') return dropped('not_ok')
  if (!prediction.capture.content) return dropped('not_captured')
  if (prediction.capture.truncated) return dropped('truncated')
  const { system, messages, tools } = prediction.input
  if (messages === null || messages.length === 0) return dropped('no_input')
  const target = prediction.output.messages?.[0]
  if (target === undefined || target.parts.every(saysNothing)) return dropped('no_target')
  return {
    outcome: 'example',
    example: { system, messages, tools, target: asAssistant(target) },
    feedback: currentFeedback(peopleOf(saidUntil(prediction.feedback, asOf)))
      .filter((said) => said.kind === 'thumbs' && said.value === true)
      .map((said) => said.id),
  }
}

/** The feedback that counts is what had been said by then. */
export function saidUntil(feedback: readonly Feedback[], asOf: string): Feedback[] {
  return feedback.filter((said) => said.at <= asOf)
}

function dropped(reason: DropReason): Candidate {
  return { outcome: 'dropped', reason }
}

/** Thoughts alone are no answer, nor is a blank. */
function saysNothing(part: MessagePart): boolean {
  return part.type === 'reasoning' || (part.type === 'text' && part.text.trim() === '')
}

function asAssistant(message: Message): Message {
  return { role: 'assistant', parts: message.parts }
}
