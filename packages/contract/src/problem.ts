// The error body of every HTTP answer that is not OTLP (RFC 9457), and the list of codes a client may rely on.

export const PROBLEM_CODES = {
  'request.invalid': 'The request does not have the shape this address takes.',
  'request.too_large': 'The body is larger than this collector takes.',
  'request.unsupported_media_type': 'The body is in a format this address does not take.',
  'request.method_not_allowed': 'The address exists and takes another method.',
  'request.cross_site': 'A page of another site may not do this without a signed token.',
  'request.too_slow': 'The body came too slowly; it was not waited for any longer.',
  'request.too_many': 'This key sends more than it may; slow down.',
  'key.missing': 'This collector asks for a key: send it as `Authorization: Bearer` or `x-api-key`.',
  'key.invalid': 'This collector does not know this key, or it was revoked.',
  'key.forbidden': 'This key does not have the scope that this address asks for.',
  'collector.busy': 'More is under way than the collector holds in memory; nothing was stored, try again soon.',
  'feedback_token.invalid': 'The feedback token was not made with this collector’s signing key.',
  'feedback_token.expired': 'The feedback token is past its expiry.',
  'feedback_token.forbidden': 'The feedback token does not allow this kind or this prediction.',
  'feedback_token.used': 'The feedback token was used already, and speaks once; what it said stands.',
  'feedback_token.unsigned': 'This collector signs no feedback token before it has a signing key of its own.',
  'feedback.too_much': 'So much was said by one person, or of one prediction, that more would not count.',
  not_found: 'There is nothing at this address.',
  'prediction.not_found': 'No prediction has this id.',
  'query.cursor': 'The cursor does not belong to this query; start from the first page.',
  'query.search': 'The search cannot be read.',
  'query.too_slow': 'The query took longer than a query may; narrow it by task or time.',
  'session.not_found': 'No session has this name.',
  'trace.not_found': 'Nothing is known of a trace with this id.',
  'person.not_found': 'Nothing is stored of this person.',
  'view.not_found': 'No view has this id.',
  'view.name_taken': 'Another view of this screen has this name.',
  'view.too_many': 'There are as many views as there may be; delete one.',
  'queue.not_found': 'No review queue has this id.',
  'queue.name_taken': 'Another review queue has this name.',
  'queue.too_many': 'There are as many review queues as there may be; delete one.',
  'queue.full': 'The queue has as many open items as it may have; review some.',
  'review.not_found': 'No review item has this id.',
  'review.forbidden': 'This reviewer may not review in this queue.',
  'review.gone': 'The prediction of this item is gone.',
  'key.not_found': 'No key has this id.',
  'key.in_use': 'A key cannot revoke itself; show another one.',
  'key.too_many': 'There are as many keys as there may be; revoke one.',
  'task.not_found': 'No prediction of a task of this name is known.',
  'signal.not_found': 'This task has no signal of this name that is watched.',
  'dataset.not_found': 'There is no such version of a dataset.',
  'alarm.not_found': 'No alarm has this id.',
  'alarm.closed': 'The alarm is closed, and stays so.',
  'channel.not_found': 'No alert channel has this id.',
  'alert_rules.invalid': 'The alert rules cannot be kept as they are.',
  'job.not_found': 'No job has this id.',
  'job.too_many': 'As many jobs wait as may; ask again when one is done.',
  'store.unavailable': 'The database cannot be written now; nothing was lost, try again.',
  internal: 'The collector failed; its log says why.',
} as const

export type ProblemCode = keyof typeof PROBLEM_CODES

/** RFC 9457, `application/problem+json`. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ProblemCode
  detail: string
  /** For a request of the wrong shape: what is wrong where, as JSON Pointers. */
  errors?: { pointer: string; message: string }[] | undefined
}
