// The collector asks for a key: one field, and where a key comes from. What it shows stays behind it until then.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, reasonOf, type Reason } from '../../api/client.ts'
import { Logo } from '../../frame/logo.tsx'

export function SignInScreen({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const [key, setKey] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState<Reason | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    document.title = 'Sign in · Trimtab'
    field.current?.focus()
  }, [])

  async function onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (isAsking || key.trim() === '') return
    setIsAsking(true)
    const refused = reasonOf(await ask('signIn', { body: { key: key.trim() } }))
    setReason(refused)
    if (refused === null) await onSignedIn()
    else field.current?.select()
    setIsAsking(false)
  }
  return (
    <main id="content" class="sign-in" tabIndex={-1}>
      <div class="brand">
        <Logo />
        <span>Trimtab</span>
      </div>
      <h1>This collector asks for a key.</h1>
      <p id="where">
        Whoever runs it makes one with <code>trimtab keys create --scope read</code>; with the scope{' '}
        <code>read,review</code> it can correct and rate as well.
      </p>
      <form onSubmit={(event) => void onSubmit(event)}>
        <label>
          Key
          <input
            ref={field}
            type="password"
            autocomplete="current-password"
            aria-describedby="where"
            aria-invalid={reason !== null}
            value={key}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
        <button class="button primary" type="submit" disabled={isAsking || key.trim() === ''}>
          Sign in
        </button>
      </form>
      <p class="sign-in-reason" role="alert">
        {reason?.detail}
      </p>
    </main>
  )
}
