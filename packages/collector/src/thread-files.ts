// Where the entries of the threads are: beside this file, in the sources and in the bundle.

import { extname } from 'node:path'

const EXTENSION = extname(import.meta.url)

export const WRITER_THREAD_FILE: URL = new URL(`./writer-thread${EXTENSION}`, import.meta.url)
export const READER_THREAD_FILE: URL = new URL(`./reader-thread${EXTENSION}`, import.meta.url)
export const JOBS_THREAD_FILE: URL = new URL(`./jobs-thread${EXTENSION}`, import.meta.url)
