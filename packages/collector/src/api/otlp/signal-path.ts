// The addresses of OTLP/HTTP. An exporter is given a base address and appends its own path, so whatever stands before
// `/v1/traces` is the user's business.

import type { Signal } from '../../otlp/otlp.ts'

const SIGNAL_PATH = /^(?:\/.*)?\/v1\/(traces|logs|metrics)\/?$/

export function signalOf(path: string): Signal | null {
  return (SIGNAL_PATH.exec(path)?.[1] ?? null) as Signal | null
}
