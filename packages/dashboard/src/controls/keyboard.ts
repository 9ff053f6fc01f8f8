// Lets a component hear keys for as long as it is drawn, and while no dialog is open.
import { useEffect, useRef } from 'preact/hooks'
import { readKey } from './key-sequence.ts'

const TYPED_INTO = 'input, textarea, select, [contenteditable]'
/** Enter presses these. What is chosen with the space bar, like a native radio button, leaves Enter to the page. */
const PRESSED = 'a, summary, button:not([role=radio], [role=checkbox])'
const SECOND_KEY_WITHIN_MS = 1_000

export function useKeys(commands: { [keys: string]: () => void }): void {
  const newest = useRef(commands)
  newest.current = commands
  useEffect(() => {
    let first: string | null = null
    let firstAtMs = 0
    function onKeyDown(event: KeyboardEvent): void {
      if (document.querySelector('dialog[open]') !== null) return
      const target = event.target instanceof Element ? event.target : null
      if (event.key === 'Enter' && target?.closest(PRESSED)) return
      const isTyping = target?.matches(TYPED_INTO) === true
      const isInTime = event.timeStamp - firstAtMs < SECOND_KEY_WITHIN_MS
      const { key, ctrlKey, metaKey, altKey } = event
      const state = readKey(isInTime ? first : null, { key, ctrlKey, metaKey, altKey, isTyping })
      first = state.first
      firstAtMs = event.timeStamp
      const command = state.pressed === null ? undefined : newest.current[state.pressed]
      if (command === undefined) return
      event.preventDefault()
      command()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
