// Lets a component hear keys for as long as it is drawn.
import { useEffect, useRef } from 'preact/hooks'
import { readKey } from './key-sequence.ts'

const TYPED_INTO = 'input, textarea, select, [contenteditable]'
const SECOND_KEY_WITHIN_MS = 1_000

export function useKeys(commands: { [keys: string]: () => void }): void {
  const newest = useRef(commands)
  newest.current = commands
  useEffect(() => {
    let first: string | null = null
    let firstAtMs = 0
    function onKeyDown(event: KeyboardEvent): void {
      const isTyping = event.target instanceof Element && event.target.matches(TYPED_INTO)
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
