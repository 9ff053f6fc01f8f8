// What every step on a busy collector is given.
import type { Collector } from '../../servers/collector.ts'
import type { Context } from '../context.ts'
import type { Names } from '../samples.ts'
import type { Sending } from './sending.ts'

export interface Busy extends Context {
  collector: Collector
  sending: Sending
  /** Of what was there before anything was sent. */
  names: Names
}
