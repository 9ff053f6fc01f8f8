// The fine-tuning targets a dataset can be written for, and the splits it is written in.
// A collector lists the ones it can write with `trimtab formats`.

export const EXPORT_FORMATS = ['openai-sft'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const SPLITS = ['train', 'validation', 'test'] as const
export type Split = (typeof SPLITS)[number]

/** Why a target has no way to say a row of the dataset. */
export const LEFT_OUT_REASONS = ['unsupported_part', 'unusable_tool'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]
