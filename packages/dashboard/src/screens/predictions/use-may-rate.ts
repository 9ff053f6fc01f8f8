// Whether the key that this page signed in with may rate and correct. The collector decides; this only spares a reader
// buttons that it would refuse.
import type { KeyScope } from '@trimtab/contract'
import { useEffect, useState } from 'preact/hooks'
import { ask } from '../../api/client.ts'

export const MAY_NOT_RATE = 'Your key may look, not rate: one with the scope review may do both.'

const RATING_SCOPES: readonly KeyScope[] = ['feedback', 'review', 'admin']

/** True until the collector says what the key may do. */
export function useMayRate(): boolean {
  const [mayRate, setMayRate] = useState(true)
  useEffect(() => {
    let isShown = true
    const read = async (): Promise<void> => {
      const answer = await ask('readSession', {})
      if (!isShown || answer.kind !== 'value') return
      setMayRate(answer.value.scopes.some((scope) => RATING_SCOPES.includes(scope)))
    }
    void read()
    return () => {
      isShown = false
    }
  }, [])
  return mayRate
}
