// Every dialect that is read, in order of precedence: what an earlier one says of a fact stands.

import type { Dialect } from './dialect.ts'
import { braintrust } from './dialects/frameworks/braintrust.ts'
import { genkit } from './dialects/frameworks/genkit.ts'
import { googleAdk } from './dialects/frameworks/google-adk.ts'
import { laminar } from './dialects/frameworks/laminar.ts'
import { litellm } from './dialects/frameworks/litellm.ts'
import { logfire, logfireStream } from './dialects/frameworks/logfire.ts'
import { mastra } from './dialects/frameworks/mastra.ts'
import { sentry } from './dialects/frameworks/sentry.ts'
import { genAiBefore } from './dialects/gen-ai/gen-ai-before.ts'
import { genAi } from './dialects/gen-ai/gen-ai.ts'
import { langfuse, langfuseTrace } from './dialects/langfuse.ts'
import { langsmith } from './dialects/langsmith.ts'
import { mlflow } from './dialects/mlflow.ts'
import { native } from './dialects/native.ts'
import { openinference } from './dialects/openinference.ts'
import { traceloop } from './dialects/traceloop.ts'
import { vercelAi } from './dialects/vercel-ai.ts'

/** What a product says in its own words stands below the words that all share, and above those they grew out of. */
export const DIALECTS: readonly Dialect[] = [
  native,
  langfuse,
  langsmith,
  logfireStream,
  genAi,
  vercelAi,
  openinference,
  mlflow,
  mastra,
  genkit,
  logfire,
  braintrust,
  laminar,
  googleAdk,
  litellm,
  sentry,
  traceloop,
  langfuseTrace,
  genAiBefore,
]
