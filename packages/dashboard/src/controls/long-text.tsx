// Text that somebody else wrote, as text and nothing else. What is very long is cut until it is asked for, because one
// answer of a megabyte must not freeze the page.
import { useState } from 'preact/hooks'
import { formatCount } from '../format/number.ts'

interface LongTextProps {
  text: string
  charactersMax?: number
}

export function LongText({ text, charactersMax = 6_000 }: LongTextProps) {
  const [isWhole, setIsWhole] = useState(false)
  if (isWhole || text.length <= charactersMax) return <span class="written">{text}</span>
  return (
    <>
      <span class="written">{text.slice(0, charactersMax)}…</span>{' '}
      <button class="link" type="button" onClick={() => setIsWhole(true)}>
        {formatCount(text.length)} characters, show
      </button>
    </>
  )
}
