// Trimtab with a collector on the same machine: the address alone makes the difference.
export { open } from './with-trimtab.ts'
