// An error that is told as one text: `RateLimitError: 429 Rate limit reached`.

import type { PredictionError } from '@trimtab/contract'

/** `RateLimitError: …`, or as Python prints one `RateLimitError('…')`. */
const TYPE = /^(?:\w+: )*?(\w+(?:Error|Exception))(?::|\()/
const STATUS = /^(?:\w+(?:: |\(['"]))*(?:(?:HTTP|Error code:?|status(?: code)?:?) ?)?([45]\d\d)\b/i
/** Wherever it stands: `{'error': 'Error code: 429 - …'}`. */
const NAMED_STATUS = /\b(?:Error code|status[ _]code): ([45]\d\d)\b/

/** Null is an error of which nothing is told. */
export function readErrorText(text: string | null): PredictionError {
  const type = TYPE.exec(text ?? '')?.[1]
  const status = STATUS.exec(text ?? '')?.[1] ?? NAMED_STATUS.exec(text ?? '')?.[1]
  return { type: type ?? 'Error', message: text, httpStatus: status === undefined ? null : Number(status) }
}
