// Until when an item is kept for its reviewer: said when that is soon, and when it is over. What is saved then counts all
// the same.
import { useEffect, useState } from 'preact/hooks'

const SOON_MS = 2 * 60_000
const LOOK_EVERY_MS = 10_000

interface LeaseNoteProps {
  leasedUntil: string
  /** Asked now and then: whoever works keeps the item. */
  onRenew: () => void
}

export function LeaseNote({ leasedUntil, onRenew }: LeaseNoteProps) {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now())
      onRenew()
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [leasedUntil])
  const leftMs = Date.parse(leasedUntil) - nowMs
  if (!(leftMs < SOON_MS)) return null
  const words =
    leftMs > 0
      ? `Kept for you for ${Math.ceil(leftMs / 60_000)} more min; write or choose something to keep it.`
      : 'It is no longer kept for you, so somebody else may get it too. What you save counts all the same.'
  return (
    <p class="lease" role="status">
      {words}
    </p>
  )
}
