// Keeps a part of the page that cannot be drawn from taking the rest along. It says so once, and is not tried again
// until it is about something else (give it a key).
import { Component, type ComponentChildren } from 'preact'

interface BoundaryProps {
  what: string
  children: ComponentChildren
}

export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false }

  static override getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render({ what, children }: BoundaryProps) {
    if (!this.state.isBroken) return children
    return (
      <div class="failure" role="alert">
        <p>{what} could not be shown. Everything of it is in the JSON of the interface.</p>
      </div>
    )
  }
}
