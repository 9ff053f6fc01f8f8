// Asks who reviews. Two people under one name would count as one, and nobody could say whether they agree.
import { useEffect, useRef, useState } from 'preact/hooks'

interface ReviewerFormProps {
  name: string | null
  /** Who may review; empty is everybody. */
  reviewers: readonly string[]
  onName: (name: string) => void
}

export function ReviewerForm({ name, reviewers, onName }: ReviewerFormProps) {
  const [text, setText] = useState(name ?? '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <form
      class="reviewer-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onName(text.trim())
      }}
    >
      <label class="form-field">
        <span>Your name, as the others know you</span>
        <input
          ref={field}
          list="reviewers"
          autocomplete="name"
          maxLength={512}
          value={text}
          aria-describedby="why-name"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <datalist id="reviewers">
        {reviewers.map((reviewer) => (
          <option key={reviewer}>{reviewer}</option>
        ))}
      </datalist>
      <p class="note" id="why-name">
        It stands beside what you decide, and tells whether reviewers agree. It is kept in this browser.
      </p>
      <button class="button primary" type="submit" disabled={text.trim() === ''}>
        Review
      </button>
    </form>
  )
}
