// One thing to fill in: its name, what it means, and what is wrong with it at the place.
import { type ComponentChildren, cloneElement, type VNode } from 'preact'
import { useId } from 'preact/hooks'

interface FormFieldProps {
  name: string
  note?: ComponentChildren
  mistake?: string | null
  /** One input, select or textarea. */
  children: VNode<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>
}

export function FormField({ name, note = null, mistake = null, children }: FormFieldProps) {
  const id = useId()
  return (
    <div class="form-field">
      <label for={id}>{name}</label>
      {cloneElement(children, { id, 'aria-describedby': `${id}-note`, 'aria-invalid': mistake !== null })}
      <p class="note" id={`${id}-note`}>
        {mistake !== null && (
          <span class="mistake" role="alert">
            {name} {mistake}.{' '}
          </span>
        )}
        {note}
      </p>
    </div>
  )
}
