// How much of a session or a person is looked at for an answer: an endless one costs no more than a long one.

/** A session is summed up by so many of its newest predictions. */
export const SESSION_ROWS_MAX = 1000
/** Tasks and people that the sum of a session names, in the order of the alphabet. */
export const SESSION_NAMES_MAX = 20
/** Predictions of a person that are counted. */
export const PERSON_ROWS_MAX = 10_000
/** Predictions that one page looks at, or a little more. A page that would have to look at more ends before. */
export const PAGE_ROWS_MAX = 20_000
