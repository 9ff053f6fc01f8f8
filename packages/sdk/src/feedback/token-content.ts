// What a page can read in its token: what it may say and until when. Not whether the token is genuine; only the
// collector can tell.
import type { FeedbackTokenPayload } from '@trimtab/contract'

/** Empty for a token that cannot be read. */
export function readTokenContent(token: string): Partial<FeedbackTokenPayload> {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    return (JSON.parse(atob(base64)) as FeedbackTokenPayload | null) ?? {}
  } catch {
    return {}
  }
}
