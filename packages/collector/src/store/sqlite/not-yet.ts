// Stands in for what is being built.
export function notYet(): never {
  throw new Error('not built yet')
}
