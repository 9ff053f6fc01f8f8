// Where the entry of the writer's thread is: beside this file, in the sources and in the bundle.

import { extname } from 'node:path'

export const WRITER_THREAD_FILE: URL = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url)
