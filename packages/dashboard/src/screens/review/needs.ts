// How many a figure needs before it is shown: below that its interval is wider than anything one would act on.

/** A rate over all. */
export const RATE_NEEDS = 50
/** A rate of one part, shown beside its interval. */
export const PART_NEEDS = 10
/** Items that two looked at. */
export const AGREEMENT_NEEDS = 10
