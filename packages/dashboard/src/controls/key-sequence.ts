// Which keys are pressed, as text: "j", "escape", "g p". Pure, so that a test can press them.

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Whether it went into something one types into. */
  isTyping: boolean
}

export interface KeyState {
  /** A first key that waits for its second. */
  first: string | null
  /** What was pressed just now; null when it means nothing. */
  pressed: string | null
}

/** Escape works while typing too: each part that is typed into stops it before it gets here. */
export function readKey(first: string | null, press: KeyPress): KeyState {
  const key = press.key.toLowerCase()
  if (press.ctrlKey || press.metaKey || press.altKey) return { first: null, pressed: null }
  if (press.isTyping && key !== 'escape') return { first: null, pressed: null }
  if (first !== null) return { first: null, pressed: `${first} ${key}` }
  if (key === 'g') return { first: 'g', pressed: null }
  return { first: null, pressed: key }
}
