// Byte and count caps that the SDK obeys and the collector enforces.

/** One OTLP request, after decompression. OpenTelemetry's own default is 64 MiB; a larger body is refused with 413. */
export const OTLP_BODY_BYTES_MAX: number = 64 * 1024 * 1024

/** What the SDK puts into one OTLP request at most, before compression: small batches keep the event loop free. */
export const OTLP_BATCH_BYTES_MAX: number = 4 * 1024 * 1024

/** One call of the feedback API. */
export const FEEDBACK_BODY_BYTES_MAX: number = 1024 * 1024
export const FEEDBACK_ITEMS_MAX = 1000
export const FEEDBACK_COMMENT_CHARS_MAX = 10_000

/** Ids, names, keys and actors: anything that is matched rather than read. */
export const NAME_CHARS_MAX = 512

/** Nesting of any JSON value that is kept. */
export const JSON_DEPTH_MAX = 64

export const PAGE_ITEMS_DEFAULT = 50
export const PAGE_ITEMS_MAX = 200

/** Content on one page: a page of long predictions is shorter. One prediction is always shown, however long. */
export const PAGE_BYTES_MAX: number = 8 * 1024 * 1024

/** Feedback shown with each prediction of a list, the newest; a single prediction is shown with all of it. */
export const PAGE_FEEDBACK_MAX = 20

/** How far ahead of the collector's clock a prediction may have started before it is refused. */
export const CLOCK_AHEAD_MS_MAX: number = 24 * 60 * 60 * 1000

/** What somebody types to search for. */
export const SEARCH_CHARS_MAX = 1000
export const SEARCH_WORDS_MAX = 32

/** Of one filter that can be given several times. */
export const FILTER_VALUES_MAX = 20

/** Tags and metadata of one prediction by which it is found; those beyond are shown and not found by. */
export const LABELS_INDEXED_MAX = 128

/** Slices that a series shows by themselves. */
export const SERIES_GROUPS_MAX = 12
/** Points of one slice; a longer time is shown in days, or refused. */
export const SERIES_POINTS_MAX = 750

/** Settings that are lists: rules of retention, prices of one's own. */
export const RETENTION_RULES_MAX = 1000
/** A hundred years: longer is for ever. */
export const RETENTION_DAYS_MAX = 36_525
export const PRICE_OVERRIDES_MAX = 1000
/** A dollar a token. */
export const USD_PER_MILLION_MAX = 1_000_000

/** Pages that may show one key to everybody. */
export const KEY_ORIGINS_MAX = 20

/** The query of a saved view's address. */
export const VIEW_QUERY_CHARS_MAX = 8192

/** The next page's place; longer is none of ours. */
export const CURSOR_CHARS_MAX = 2048

/** Feedback that waits for its prediction is counted up to here. */
export const WAITING_COUNTED_MAX = 1_000_000

/** Review queues of one collector, rules and fields of one queue, what one field may be answered with. */
export const REVIEW_QUEUES_MAX = 100
export const REVIEW_RULES_MAX = 20
export const RUBRIC_FIELDS_MAX = 20
export const RUBRIC_OPTIONS_MAX = 20
export const GUIDELINES_CHARS_MAX = 20_000
/** Labels to choose from where one is corrected by another. */
export const LABELS_OF_QUEUE_MAX = 500
export const REVIEWERS_MAX = 200
export const REVIEWERS_PER_ITEM_MAX = 5
/** Four hours: nobody has one item in hand for longer without asking again. */
export const LEASE_MINUTES_MAX = 240
export const REVIEWS_PER_DAY_MAX = 10_000
/** Items of one queue that wait; more are not picked until some are done. */
export const REVIEW_ITEMS_OPEN_MAX = 10_000
/** A schema that corrections must meet, as text. */
export const CORRECTION_SCHEMA_CHARS_MAX = 100_000
/** A correction as text. */
export const CORRECTION_CHARS_MAX = 500_000
export const PICKED_PREDICTIONS_MAX = 200

/** Judges whose scores are counted by name, of one prediction. */
export const JUDGES_PER_PREDICTION_MAX = 8

/** A table of labels that is sent. It is read as it comes. */
export const TRUTH_BODY_BYTES_MAX: number = 1024 * 1024 * 1024

/** Signals of one task; more are found and left out. */
export const SIGNALS_PER_TASK_MAX = 200
/** Tasks whose signals are watched; the others are counted in figures alone. */
export const TASKS_WATCHED_MAX = 100
/** Of one task, by what made a prediction and what it is about; more are counted together. */
export const SEGMENTS_PER_TASK_MAX = 64
/** Keys of the metadata that tell segments apart. */
export const SEGMENT_KEYS_MAX = 3
/** Of one signal; more are counted together. */
export const CATEGORIES_PER_SIGNAL_MAX = 256
export const DRIFT_DAYS_MAX = 366
export const ALERT_CHANNELS_MAX = 20
export const ALERT_NOTE_CHARS_MAX = 2_000
