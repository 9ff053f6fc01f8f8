// Keys and views, what is sent of them and what is answered. What is sent refuses what it does not know.

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
import { KEY_ORIGINS_MAX, VIEW_QUERY_CHARS_MAX } from '../limits.ts'
import { type SavedView, type SavedViewInput, type SavedViewList, VIEW_SCREENS } from '../saved-view.ts'
import { title } from './title.ts'
import { above0, time } from './values.ts'

const origin = z
  .string()
  .max(512)
  .refine((text) => isOrigin(text), 'must be an origin such as https://shop.example')
const scopes = z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length)
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
    origins: z.array(origin).max(KEY_ORIGINS_MAX).optional(),
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

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text
}
