// What one kind of figure is: how a prediction counts into a tally, and what the tally then says. Whoever adds one
// writes a file beside this one and names it in `signals.ts`; sums made before know nothing of it until they are rebuilt.

import type { Figures } from '@trimtab/contract'
import type { Sign, Tally } from '../../sketches/tally.ts'
import type { Measured } from '../../store/rows-folding.ts'

export interface Signal<Figure extends keyof Figures> {
  count: (measured: Measured, into: Tally, sign: Sign) => void
  figuresOf: (tally: Tally) => Pick<Figures, Figure>
}
