// The questions besides the judgement: chosen where there are a few answers, typed where there are not.
import type { ReviewInput, RubricField } from '@trimtab/contract'
import { ChoiceButton } from './choice-button.tsx'
import type { Gap } from './review-draft.ts'
import type { Choice, FieldWithChoices } from './rubric-keys.ts'

type Answer = NonNullable<ReviewInput['answers']>[string]

interface RubricProps {
  fields: readonly FieldWithChoices[]
  answers: { [field: string]: Answer }
  gaps: readonly Gap[]
  onAnswer: (field: RubricField, value: boolean | number | string | null) => void
}

export function Rubric({ fields, answers, gaps, onAnswer }: RubricProps) {
  return (
    <>
      {fields.map(({ field, choices }, at) => {
        const id = `field-${at}`
        const mistake = gaps.find((gap) => gap.at === field.name)?.message ?? null
        const answer = answers[field.name]
        return (
          <div
            key={field.name}
            class="desk-question"
            role={choices.length > 0 && field.isMany !== true ? 'radiogroup' : 'group'}
            aria-labelledby={id}
          >
            <h2 id={id}>
              {field.question} <span class="note">{howMany(field, choices)}</span>
            </h2>
            {choices.length > 0 ? (
              <div class="choices">
                {choices.map(({ value, name, key }) => (
                  <ChoiceButton
                    key={name}
                    name={name}
                    shortcut={key}
                    isChosen={Array.isArray(answer) ? answer.includes(String(value)) : answer === value}
                    isOneOfMany={field.isMany === true}
                    onChoose={() => onAnswer(field, value)}
                  />
                ))}
              </div>
            ) : (
              <TypedAnswer field={field} labelledBy={id} answer={answer} onAnswer={(value) => onAnswer(field, value)} />
            )}
            <p class="mistake" role="alert">
              {mistake}
            </p>
          </div>
        )
      })}
    </>
  )
}

function howMany({ isMany, isRequired, kind, min, max }: RubricField, choices: readonly Choice[]): string {
  const bounds = kind === 'score' && choices.length === 0 && min !== undefined && max !== undefined
  const words = [isRequired === true && 'needed', isMany === true && 'any number', bounds && `${min} to ${max}`]
  return words.filter((word) => word !== false).join(', ')
}

interface TypedAnswerProps {
  field: RubricField
  labelledBy: string
  answer: Answer | undefined
  onAnswer: (value: number | string | null) => void
}

function TypedAnswer({ field, labelledBy, answer, onAnswer }: TypedAnswerProps) {
  const text = answer === undefined ? '' : String(answer)
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && event.currentTarget instanceof HTMLElement) event.currentTarget.blur()
  }
  if (field.kind === 'comment') {
    return (
      <textarea
        class="typed"
        rows={2}
        dir="auto"
        maxLength={10_000}
        aria-labelledby={labelledBy}
        value={text}
        onKeyDown={leave}
        onInput={(event) => onAnswer(event.currentTarget.value)}
      />
    )
  }
  if (field.kind === 'score') {
    return (
      <input
        class="typed"
        type="number"
        step="any"
        {...(field.min === undefined ? {} : { min: field.min })}
        {...(field.max === undefined ? {} : { max: field.max })}
        aria-labelledby={labelledBy}
        value={text}
        onKeyDown={leave}
        onInput={({ currentTarget: { valueAsNumber } }) => onAnswer(Number.isNaN(valueAsNumber) ? null : valueAsNumber)}
      />
    )
  }
  return (
    <input
      class="typed"
      dir="auto"
      maxLength={512}
      aria-labelledby={labelledBy}
      value={text}
      onKeyDown={leave}
      onInput={(event) => onAnswer(event.currentTarget.value)}
    />
  )
}
