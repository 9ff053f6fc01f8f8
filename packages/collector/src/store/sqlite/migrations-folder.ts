// Where the migrations are.

import { fileURLToPath } from 'node:url'

/** Beside this file in the sources, and beside the bundle once built. */
export const MIGRATIONS_FOLDER: string = fileURLToPath(new URL('./migrations', import.meta.url))
