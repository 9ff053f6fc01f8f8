// Copies a text and says that it did. Without the clipboard (a page that is not local and not https) it says so.
import { Check, Copy } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'

interface CopyButtonProps {
  text: string
  label: string
  /** An icon alone: the label is then its name only. */
  isIcon?: boolean
}

export function CopyButton({ text, label, isIcon = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<string | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 2_000)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('Copied')
    } catch {
      setOutcome('Not allowed here')
    }
  }
  const Icon = outcome === 'Copied' ? Check : Copy
  return (
    <>
      <button
        class={isIcon ? 'icon-button' : 'button small'}
        type="button"
        aria-label={isIcon ? label : undefined}
        title={isIcon ? (outcome ?? label) : undefined}
        onClick={() => void copy()}
      >
        <Icon size={14} />
        {!isIcon && (outcome ?? label)}
      </button>
      <span class="unseen" role="status">
        {outcome}
      </span>
    </>
  )
}
