// Signing in, and what the people who run it choose: views, keys, retention and prices.

import type { Endpoints } from '../endpoint.ts'
import type { PriceOverride } from '../prices.ts'
import * as prices from '../schemas/prices.ts'
import * as query from '../schemas/query.ts'
import * as retention from '../schemas/retention.ts'
import * as settings from '../schemas/settings.ts'

const ownPrice: PriceOverride = {
  provider: null,
  model: 'our-llama*',
  inputUsdPerMillion: 0.2,
  outputUsdPerMillion: 0.6,
  cachedInputUsdPerMillion: null,
}

export const settingsEndpoints: Endpoints<
  | 'signIn'
  | 'readSession'
  | 'signOut'
  | 'listViews'
  | 'createView'
  | 'changeView'
  | 'deleteView'
  | 'listKeys'
  | 'createKey'
  | 'revokeKey'
  | 'readRetention'
  | 'saveRetention'
  | 'readPrices'
  | 'savePrices'
> = {
  signIn: {
    noun: 'Signing in',
    summary: 'Signs the page in with a key, for 12 hours.',
    body: settings.signInSchema,
    example: { key: 'tt_0123456789_…' },
    answer: settings.sessionSchema,
  },
  readSession: {
    noun: 'Signing in',
    summary: 'What the key that is shown, or the page that signed in, may do.',
    answer: settings.shownSessionSchema,
  },
  signOut: { noun: 'Signing in', summary: 'Signs the page out.', status: 204 },
  listViews: {
    noun: 'Views',
    summary: 'Choices of filters under a name.',
    query: query.viewsQuery,
    answer: settings.savedViewListSchema,
  },
  createView: {
    noun: 'Views',
    summary: 'Saves a view.',
    body: settings.savedViewInputSchema,
    example: { name: 'Thumbs down', screen: 'predictions', query: 'feedback=down' },
    answer: settings.savedViewSchema,
    status: 201,
    problems: ['view.name_taken', 'view.too_many'],
  },
  changeView: {
    noun: 'Views',
    summary: 'Changes a view.',
    body: settings.savedViewInputSchema,
    example: { name: 'Thumbs down', screen: 'predictions', query: 'feedback=down' },
    answer: settings.savedViewSchema,
    problems: ['view.not_found', 'view.name_taken'],
  },
  deleteView: { noun: 'Views', summary: 'Deletes a view.', status: 204, problems: ['view.not_found'] },
  listKeys: {
    noun: 'Keys',
    summary: 'The keys, revoked ones too, in the order they were made.',
    answer: settings.apiKeyListSchema,
  },
  createKey: {
    noun: 'Keys',
    summary: 'Makes a key. Its text is in this answer and nowhere else.',
    body: settings.apiKeyInputSchema,
    example: { name: 'support bot', scopes: ['ingest', 'feedback'] },
    answer: settings.createdApiKeySchema,
    status: 201,
    problems: ['key.too_many'],
  },
  revokeKey: {
    noun: 'Keys',
    summary: 'Ends a key for good.',
    answer: settings.apiKeySchema,
    problems: ['key.not_found', 'key.in_use'],
  },
  readRetention: {
    noun: 'Settings',
    summary: 'How long what is kept.',
    answer: retention.retentionSchema,
  },
  saveRetention: {
    noun: 'Settings',
    summary: 'Says how long what is kept.',
    body: retention.retentionSchema,
    example: { rules: [{ task: null, days: 365, contentDays: 90, predictionsMax: null }], bytesMax: null },
    answer: retention.retentionSchema,
  },
  readPrices: {
    noun: 'Settings',
    summary: 'What models cost where senders do not say.',
    answer: prices.pricesSchema,
  },
  savePrices: {
    noun: 'Settings',
    summary: 'Prices of one’s own, for predictions that come after it.',
    body: prices.pricesInputSchema,
    example: { overrides: [ownPrice] },
    answer: prices.pricesSchema,
  },
}
