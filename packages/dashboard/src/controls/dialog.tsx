// Something that is asked or shown before anything else goes on. The browser's own dialog: it keeps the focus inside,
// closes on Esc and gives the focus back.
import { X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface DialogProps {
  title: string
  onClose: () => void
  children: ComponentChildren
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      {/* The last of all: what opens goes to the first that can be pressed, and that is no way out. */}
      <button class="icon-button dialog-close" type="button" aria-label="Close" onClick={() => dialog.current?.close()}>
        <X />
      </button>
    </dialog>
  )
}
