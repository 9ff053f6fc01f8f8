// What can be set: keys, views, how long what is kept, and what models cost. What is sent is checked by the same
// schemas that answers are described by, and refuses what it does not know.

import * as z from 'zod'
import {
  type ApiKey,
  type ApiKeyInput,
  type ApiKeyList,
  type CreatedApiKey,
  KEY_SCOPES,
  type KeyLimits,
  type Session,
  type SignIn,
} from '../key.ts'
import { FILTER_VALUES_MAX, PRICE_OVERRIDES_MAX, RETENTION_RULES_MAX, VIEW_QUERY_CHARS_MAX } from '../limits.ts'
import type { PriceOverride, Prices, PricesInput } from '../prices.ts'
import type { Retention, RetentionRule } from '../retention.ts'
import { type SavedView, type SavedViewInput, type SavedViewList, VIEW_SCREENS } from '../saved-view.ts'
import { name, time } from './values.ts'

/** What is printed to terminals and pages, where a control character could say anything. */
const title = name.refine((text) => text.trim() !== '' && !/\p{Cc}/u.test(text), 'must be one line that says something')
const origin = z
  .string()
  .max(512)
  .refine((text) => isOrigin(text), 'must be an origin such as https://shop.example')
const scopes = z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length)
const above0 = z.int().min(1).nullable()
const limits: z.ZodType<KeyLimits> = z.strictObject({ itemsPerSecond: above0, bodyBytesMax: above0 })

const keyShape = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  origins: z.array(z.string()),
  limits,
  createdAt: time,
  revokedAt: time.nullable(),
}

export const apiKeySchema: z.ZodType<ApiKey> = z.object(keyShape)
export const createdApiKeySchema: z.ZodType<CreatedApiKey> = z.object({ ...keyShape, key: z.string() })
export const apiKeyListSchema: z.ZodType<ApiKeyList> = z.object({ keys: z.array(apiKeySchema) })

export const apiKeyInputSchema: z.ZodType<ApiKeyInput> = z
  .strictObject({
    name: title,
    scopes,
    origins: z.array(origin).max(FILTER_VALUES_MAX).optional(),
    limits: limits.optional(),
  })
  .superRefine((key, context) => {
    if ((key.origins ?? []).length > 0 && key.scopes.some((scope) => scope !== 'feedback')) {
      const message = 'a key with an origin stands in pages for everybody to read: it may have the scope feedback alone'
      context.addIssue({ code: 'custom', path: ['scopes'], message })
    }
  })

export const signInSchema: z.ZodType<SignIn> = z.strictObject({ key: z.string() })
export const sessionSchema: z.ZodType<Session> = z.object({ scopes: z.array(z.enum(KEY_SCOPES)), expiresAt: time })
export const shownSessionSchema: z.ZodType<Pick<Session, 'scopes'>> = z.object({ scopes: z.array(z.enum(KEY_SCOPES)) })

const viewShape = { name: title, screen: z.enum(VIEW_SCREENS), query: z.string().max(VIEW_QUERY_CHARS_MAX) }

export const savedViewInputSchema: z.ZodType<SavedViewInput> = z.strictObject(viewShape)
export const savedViewSchema: z.ZodType<SavedView> = z.object({ id: z.string(), ...viewShape, updatedAt: time })
export const savedViewListSchema: z.ZodType<SavedViewList> = z.object({ views: z.array(savedViewSchema) })

const retentionRule: z.ZodType<RetentionRule> = z.strictObject({
  task: name.nullable(),
  days: above0,
  contentDays: above0,
  predictionsMax: above0,
})

export const retentionSchema: z.ZodType<Retention> = z.strictObject({
  rules: z
    .array(retentionRule)
    .max(RETENTION_RULES_MAX)
    .refine((rules) => new Set(rules.map(({ task }) => task)).size === rules.length, 'has two rules for one task'),
  bytesMax: above0,
})

const usd = z.number().min(0)
const priceOverride: z.ZodType<PriceOverride> = z.strictObject({
  provider: name.nullable(),
  model: name,
  inputUsdPerMillion: usd,
  outputUsdPerMillion: usd,
  cachedInputUsdPerMillion: usd.nullable(),
})
const overrides = z.array(priceOverride).max(PRICE_OVERRIDES_MAX)

export const pricesInputSchema: z.ZodType<PricesInput> = z.strictObject({ overrides })
export const pricesSchema: z.ZodType<Prices> = z.object({ list: z.string(), overrides })

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}
