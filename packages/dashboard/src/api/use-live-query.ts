// A live query that lives as long as the component that reads it, and starts anew when its key changes.
import { useEffect, useMemo } from 'preact/hooks'
import type { Answer } from './client.ts'
import { type LiveQuery, createLiveQuery } from './live-query.ts'

export function useLiveQuery<Value>(
  key: string,
  read: (knownEtag: string | null) => Promise<Answer<Value>>,
): LiveQuery<Value> {
  // The key alone says what is read; the function is another one at each drawing.
  const query = useMemo(() => createLiveQuery(read), [key])
  useEffect(() => query.stop, [query])
  return query
}
