// Everything the element says, in English unless the page says it otherwise.

/** The texts of {@link TrimtabFeedbackElement}; each can be given as an attribute too, `up` as `text-up`. */
export interface FeedbackStrings {
  /** Names the whole to who cannot see it. */
  group: string
  up: string
  down: string
  /** On the button that opens the correction. */
  correct: string
  /** Above the field of the comment. */
  comment: string
  /** Above the field of the correction. */
  correction: string
  send: string
  cancel: string
  sending: string
  thanks: string
  /** Instead of that, where a field for a comment has just opened. */
  invite: string
  undone: string
  /** The collector could not be reached; it is kept and sent again. */
  kept: string
  /** What was kept has arrived. */
  sent: string
  refused: string
  expired: string
  /** The correction is what it was, or there is no text. */
  unchanged: string
  /** The same thumb again, where the token does not let it be taken back. */
  final: string
}

export const ENGLISH: FeedbackStrings = {
  group: 'Rate this answer',
  up: 'Helpful',
  down: 'Not helpful',
  correct: 'Suggest a better answer',
  comment: 'What made it so? (optional)',
  correction: 'What it should have said',
  send: 'Send',
  cancel: 'Cancel',
  sending: 'Sending…',
  thanks: 'Thank you.',
  invite: 'Thank you. You may say more below.',
  undone: 'Taken back.',
  kept: 'No connection. It will be sent later.',
  sent: 'Sent. Thank you.',
  refused: 'This was not accepted.',
  expired: 'This can no longer be rated.',
  unchanged: 'Nothing was changed.',
  final: 'Choose the other to change it.',
}

export const STRING_NAMES = Object.keys(ENGLISH) as readonly (keyof FeedbackStrings)[]
