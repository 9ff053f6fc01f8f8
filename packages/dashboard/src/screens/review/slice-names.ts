// What a reader calls the ways that traffic can be taken apart.
import type { Slice } from '@trimtab/contract'

export const SLICE_NAMES: { readonly [slice in Slice]: string } = {
  model: 'model',
  provider: 'provider',
  prompt: 'prompt',
  promptVersion: 'prompt version',
  variant: 'variant',
  environment: 'environment',
  service: 'service',
  release: 'release',
  kind: 'kind',
}
