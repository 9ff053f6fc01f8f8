// One answer of the collector that costs it some work: read when it is asked for and again when somebody wants it newer,
// not each time that something came.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, type Reason, reasonOf } from './client.ts'

export interface Once<Value> {
  value: Value | null
  whyNot: Reason | null
  isReading: boolean
  again: () => void
}

/** The key says what is read; what was read of another key is not shown. */
export function useOnce<Value>(key: string, read: () => Promise<Answer<Value>>): Once<Value> {
  const [turn, setTurn] = useState(0)
  const [known, setKnown] = useState<{ key: string; value: Value | null; whyNot: Reason | null; turn: number } | null>(
    null,
  )
  useEffect(() => {
    let isWanted = true
    const readNow = async (): Promise<void> => {
      const answer = await read()
      if (!isWanted) return
      setKnown((before) => {
        const old = before?.key === key ? before.value : null
        return { key, turn, value: answer.kind === 'value' ? answer.value : old, whyNot: reasonOf(answer) }
      })
    }
    void readNow()
    return () => {
      isWanted = false
    }
  }, [key, turn])
  const isOfKey = known?.key === key
  return {
    value: isOfKey ? known.value : null,
    whyNot: isOfKey ? known.whyNot : null,
    isReading: !isOfKey || known.turn !== turn,
    again: () => setTurn((last) => last + 1),
  }
}
