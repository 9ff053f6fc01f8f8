// Why there is no answer, where the call failed.
import type { Prediction } from '@trimtab/contract'
import { LongText } from '../controls/long-text.tsx'
import { errorWords } from './summary.ts'

export function ModelError({ prediction: { status, error } }: { prediction: Prediction }) {
  if (status !== 'error') return null
  const httpStatus = error?.httpStatus ?? null
  return (
    <div class="model-error">
      <h3>Error{httpStatus !== null && ` ${httpStatus}`}</h3>
      <p dir="auto">
        <LongText text={errorWords(error)} />
      </p>
    </div>
  )
}
