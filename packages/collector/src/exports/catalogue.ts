// The formats there are.

import type { Format } from './format.ts'
import { openaiSft } from './formats/openai-sft.ts'

export const FORMATS: readonly Format[] = [openaiSft]
