// The platform of Node, and of whatever runs Node's modules.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AsyncStorage, Platform } from '../platform.ts'
import { onExit } from './exit.ts'
import { openSpool } from './spool.ts'
import { post } from './post.ts'

const gzipText = promisify<string, { level: number }, Buffer<ArrayBuffer>>(gzip)

const GZIP = { level: 1 }

export const nodePlatform: Platform = {
  variables: process.env,
  createStorage,
  compress: (text) => gzipText(text, GZIP),
  post,
  sign: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
  detach: (callback) => AsyncResource.bind(callback),
  startTimer: (delayMs, ring) => {
    const timer = setTimeout(ring, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  countBytes: (text) => Buffer.byteLength(text),
  onExit,
  openSpool,
}

function createStorage<Value>(): AsyncStorage<Value> {
  const storage = new AsyncLocalStorage<Value>()
  return { get: () => storage.getStore(), run: (value, work) => storage.run(value, work) }
}
