// What a watched signal is called: its group, what of it is compared, in which unit, and the states it can be in.

/** stable is proven: the whole interval lies within the tolerance. unclear: more rows decide. */
export const DRIFT_STATES = ['no_data', 'stable', 'drift', 'unclear'] as const
export type DriftState = (typeof DRIFT_STATES)[number]

export const SIGNAL_GROUPS = ['input', 'output', 'operations', 'feedback', 'quality'] as const
export type SignalGroup = (typeof SIGNAL_GROUPS)[number]

/**
 * What of a signal is compared. values: how they are spread; missing: how often there is none; type: how often it is of
 * another type than this signal has; unseen: how often it is a category that the reference never had.
 */
export const SIGNAL_ASPECTS = ['values', 'missing', 'type', 'unseen'] as const
export type SignalAspect = (typeof SIGNAL_ASPECTS)[number]

/**
 * spreads: how far values moved on average, where one is the spread of the reference; points: a difference of shares, where
 * 0.02 are two points; distance: between what texts or embeddings are on average, from 0 to √2.
 */
export const EFFECT_UNITS = ['spreads', 'points', 'distance'] as const
export type EffectUnit = (typeof EFFECT_UNITS)[number]
