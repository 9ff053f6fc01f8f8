// Sums are kept in two parts: of what is stored, which is made anew from rows whenever somebody likes, and of what
// retention removed, of which nothing else is left.

export const STORED = 0
export const GONE = 1
export type Part = typeof STORED | typeof GONE
