// What a reviewer thinks of the whole: one of four, each with its key.
import { ChoiceButton } from './choice-button.tsx'
import type { Judgement as Decision } from './review-draft.ts'

const JUDGEMENTS: readonly { decision: Decision; name: string; key: string }[] = [
  { decision: 'good', name: 'Good as it is', key: '1' },
  { decision: 'corrected', name: 'Right after my correction', key: '2' },
  { decision: 'bad', name: 'Bad, cannot be corrected', key: '3' },
  { decision: 'unsure', name: 'I can’t tell', key: '4' },
]

/** The key stays the same where there is nothing to correct. */
export function judgementsOf(hasCorrections: boolean): typeof JUDGEMENTS {
  return JUDGEMENTS.filter(({ decision }) => hasCorrections || decision !== 'corrected')
}

interface JudgementProps {
  chosen: Decision | null
  hasCorrections: boolean
  /** What is wrong with it. */
  mistake: string | null
  onChoose: (decision: Decision) => void
}

export function Judgement({ chosen, hasCorrections, mistake, onChoose }: JudgementProps) {
  return (
    <div class="desk-question judgement" role="radiogroup" aria-labelledby="judgement">
      <h2 id="judgement">Your judgement</h2>
      {judgementsOf(hasCorrections).map(({ decision, name, key }) => (
        <ChoiceButton
          key={decision}
          name={decision === 'bad' && !hasCorrections ? 'Bad' : name}
          shortcut={key}
          isChosen={chosen === decision}
          isOneOfMany={false}
          onChoose={() => onChoose(decision)}
        />
      ))}
      <p class="mistake" role="alert">
        {mistake}
      </p>
    </div>
  )
}
