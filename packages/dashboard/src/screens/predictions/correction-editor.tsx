// Writes what the model should have said. Esc leaves and keeps the draft for as long as the panel is open.
import { useEffect, useRef, useState } from 'preact/hooks'

interface CorrectionEditorProps {
  text: string
  onDraft: (text: string) => void
  onSave: (text: string) => Promise<void>
  onLeave: () => void
}

export function CorrectionEditor({ text, onDraft, onSave, onLeave }: CorrectionEditorProps) {
  const [isSaving, setIsSaving] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(text.length, text.length)
  }, [])

  async function save(): Promise<void> {
    if (isSaving || text.trim() === '') return
    setIsSaving(true)
    await onSave(text)
    setIsSaving(false)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // The panel closes on Escape too; this one is ours.
      event.stopPropagation()
      onLeave()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
  }
  return (
    <div class="editor">
      <label>
        What it should have said
        <textarea
          ref={field}
          rows={6}
          dir="auto"
          value={text}
          onInput={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="acts">
        <button
          class="button small primary"
          type="button"
          disabled={isSaving || text.trim() === ''}
          onClick={() => void save()}
        >
          Save
        </button>
        <button class="button small" type="button" onClick={onLeave}>
          Leave
          <kbd aria-hidden="true">Esc</kbd>
        </button>
        <span class="note">Ctrl Enter saves</span>
      </div>
    </div>
  )
}
