// What a model without words saw and said: its features, and its label, score, probabilities or value.
import type { Json, Prediction } from '@trimtab/contract'
import type { ComponentChildren } from 'preact'
import { LongText } from '../controls/long-text.tsx'
import { formatJson } from '../format/json.ts'
import { formatDecimal, formatPercent } from '../format/number.ts'
import { valueWords } from './summary.ts'

export function Classical({ prediction }: { prediction: Prediction }) {
  const { features } = prediction.input
  const { label, score, probabilities } = prediction.output
  const value = shownValue(prediction.output.value)
  return (
    <>
      {features !== null && (
        <FieldTable
          caption="Features"
          head="Feature"
          fields={Object.entries(features).map(([name, field]) => [name, shown(field)])}
        />
      )}
      {(label !== null || score !== null || value !== null) && (
        <div class="answers">
          <h3>Answer</h3>
          <dl class="figures">
            {label !== null && <Answer name="Label">{String(label)}</Answer>}
            {score !== null && <Answer name="Score">{formatDecimal(score)}</Answer>}
            {value !== null && <Answer name="Value">{value}</Answer>}
          </dl>
        </div>
      )}
      {probabilities !== null && (
        <FieldTable
          caption="Probabilities"
          head="Label"
          fields={Object.entries(probabilities)
            .toSorted(([, left], [, right]) => right - left)
            .map(([name, probability]) => [name, formatPercent(probability)])}
        />
      )}
    </>
  )
}

function FieldTable({
  caption,
  head,
  fields,
}: {
  caption: string
  head: string
  fields: [string, ComponentChildren][]
}) {
  return (
    <div class="fields">
      <h3>{caption}</h3>
      <table aria-label={caption}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="number">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, field]) => (
            <tr key={name}>
              <th scope="row" class="written">
                {name}
              </th>
              <td class="number">{field}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Answer({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="written">{children}</dd>
    </div>
  )
}

function shownValue(value: Json): ComponentChildren {
  if (typeof value === 'number') return formatDecimal(value)
  const words = valueWords(value)
  return words === null ? null : <LongText text={words} charactersMax={400} />
}

function shown(value: Json): ComponentChildren {
  return typeof value === 'number' ? formatDecimal(value) : <LongText text={formatJson(value)} charactersMax={400} />
}
