// What an app may say of the calls a wrapped client makes: the task, and facts of each call told from its request. The
// requests themselves stay the vendor's: nothing of ours is ever put into one.
import type { ContextFacts } from '../calls/facts.ts'
import type { ModelRequest } from './model-operation.ts'

/** A fixed value, or how to tell it from the body of one request. */
export type PerRequest<Value> = Value | ((request: ModelRequest) => Value | undefined)

/** Options of a wrapped client. What is not given is read from the request where the vendor has a field for it. */
export interface ClientOptions {
  /** What the calls are for, such as `support.reply`. Without it the prompt's name, else what is asked of the model. */
  task?: string | undefined
  /** The conversation or visit a call belongs to. */
  session?: PerRequest<string> | undefined
  /** Who a call is made for. */
  user?: PerRequest<string> | undefined
  /** The business key that late ground truth is joined by. */
  key?: PerRequest<string> | undefined
  tags?: PerRequest<readonly string[]> | undefined
  /** Anything else worth keeping, as JSON. */
  metadata?: PerRequest<object> | undefined
  /** The arm of an experiment. */
  variant?: PerRequest<string> | undefined
  /** The prompt template that was used. */
  prompt?: PerRequest<{ name: string; version?: string | undefined }> | undefined
  /** Whether the person a call is made for lets it be trained on. False keeps it out of every training set. */
  consent?: PerRequest<boolean> | undefined
}

export const CLIENT_OPTIONS: readonly (keyof ClientOptions)[] = [
  'task',
  'session',
  'user',
  'key',
  'tags',
  'metadata',
  'variant',
  'prompt',
  'consent',
]

/** What the app says of one call, over what the request says. */
export function readContext(told: ContextFacts, options: ClientOptions, request: ModelRequest): ContextFacts {
  return {
    ...told,
    session: resolve(options.session, request) ?? told.session,
    user: resolve(options.user, request) ?? told.user,
    key: resolve(options.key, request) ?? told.key,
    tags: resolve(options.tags, request) ?? told.tags,
    metadata: merge(told.metadata, resolve(options.metadata, request)),
    variant: resolve(options.variant, request) ?? told.variant,
    prompt: resolve(options.prompt, request) ?? told.prompt,
    consent: resolve(options.consent, request) ?? told.consent,
  }
}

/** Undefined when nobody names one. */
export function readTask(options: ClientOptions, request: ModelRequest): string | undefined {
  if (options.task !== undefined) return options.task
  try {
    return resolve(options.prompt, request)?.name
  } catch {
    // It is asked again for the context, and counted there.
    return undefined
  }
}

function resolve<Value>(fact: PerRequest<Value> | undefined, request: ModelRequest): Value | undefined {
  return typeof fact === 'function' ? (fact as (request: ModelRequest) => Value | undefined)(request) : fact
}

function merge(told: object | undefined, own: object | undefined): object | undefined {
  return told && own ? { ...told, ...own } : (own ?? told)
}
