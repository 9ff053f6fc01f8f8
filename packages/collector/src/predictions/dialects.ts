// Every dialect that is read, in order of precedence: what an earlier one says of a fact stands.

import type { Dialect } from './dialect.ts'
import { genAiBefore } from './dialects/gen-ai/gen-ai-before.ts'
import { genAi } from './dialects/gen-ai/gen-ai.ts'
import { native } from './dialects/native.ts'

export const DIALECTS: readonly Dialect[] = [native, genAi, genAiBefore]
