// When two names of views are the same to whoever reads them. A law of the port, so every engine asks here; what is kept
// and shown is the name as it was written.

export function foldedName(name: string): string {
  // To lower case may undo what was composed.
  return name.normalize('NFKC').toLowerCase().normalize('NFKC')
}
