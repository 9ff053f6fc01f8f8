// Any prediction that answered: what is found of it holds for all, whatever the other rules look for.

import type { FitRule } from './rule.ts'

export const fitRandom: FitRule<'random'> = () => ({ detail: null })
