// `@trimtab/sdk` on Node and on what runs Node's modules: the surface of index.ts, on a better platform.
import type { TrimtabOptions } from './options.ts'
import { nodePlatform } from './platform/node/node-platform.ts'
import { createTrimtabOn, type Trimtab } from './trimtab.ts'

/**
 * Starts recording predictions and feedback. What is not given comes from `TRIMTAB_*` environment variables. Throws a
 * {@link TrimtabError} when an option makes no sense; nothing it returns throws.
 *
 * @example
 * ```ts
 * import { createTrimtab } from '@trimtab/sdk'
 *
 * const trimtab = createTrimtab({ service: 'support-bot' })
 * const reply = trimtab.monitor('support.reply', async (question: string) => `You asked: ${question}`)
 *
 * console.log(await reply('Where is my order?'))
 * await trimtab.close()
 * ```
 */
export function createTrimtab(options: TrimtabOptions = {}): Trimtab {
  return createTrimtabOn(nodePlatform, options)
}

export { TrimtabError } from './errors.ts'
