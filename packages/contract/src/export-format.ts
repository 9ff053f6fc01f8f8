// The fine-tuning targets a dataset can be written for, and the splits it is written in.
// A collector lists the ones it can write with `trimtab formats`.

export const EXPORT_FORMATS = ['openai-sft'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const SPLITS = ['train', 'validation', 'test'] as const
export type Split = (typeof SPLITS)[number]
