// Under which name somebody reviews: asked once, kept in this browser, and changed whenever they like.
import { useState } from 'preact/hooks'

const KEPT_AS = 'trimtab.reviewer'

export function useReviewer(): [name: string | null, change: (name: string | null) => void] {
  const [name, setName] = useState<string | null>(readName)
  return [
    name,
    (next) => {
      setName(next)
      keepName(next)
    },
  ]
}

function readName(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

function keepName(name: string | null): void {
  try {
    if (name !== null) localStorage.setItem(KEPT_AS, name)
  } catch {
    // Where nothing may be kept it is asked again on the next visit.
  }
}
