// A few ways to see one thing, one at a time. Arrow keys move between them, as in every tab list.
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

interface TabsProps {
  label: string
  tabs: { name: string; content: ComponentChildren }[]
}

export function Tabs({ label, tabs }: TabsProps) {
  const [openAt, setOpenAt] = useState(0)
  const id = useId()

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = (openAt + step + tabs.length) % tabs.length
    setOpenAt(next)
    document.getElementById(`${id}-tab-${next}`)?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {tabs.map(({ name }, at) => (
          <button
            key={name}
            id={`${id}-tab-${at}`}
            type="button"
            role="tab"
            aria-selected={at === openAt}
            aria-controls={`${id}-panel`}
            tabIndex={at === openAt ? 0 : -1}
            onClick={() => setOpenAt(at)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-tab-${openAt}`}>
        {tabs[openAt]?.content}
      </div>
    </>
  )
}
