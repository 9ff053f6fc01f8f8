// What counts into a tally, and what figures a tally then says. Whoever adds one writes a file beside this one and names it
// in `signals.ts`; sums made before know nothing of it until they are rebuilt.

import type { Figures } from '@trimtab/contract'
import type { Sign, Tally } from '../../sketches/tally.ts'
import type { Measured } from '../../store/rows-folding.ts'

/** How a prediction counts into a tally. */
export interface Signal {
  count: (measured: Measured, into: Tally, sign: Sign) => void
}

/** One that is read as figures, which every answer of figures has. */
export interface FigureSignal<Figure extends keyof Figures> extends Signal {
  figuresOf: (tally: Tally) => Pick<Figures, Figure>
}
