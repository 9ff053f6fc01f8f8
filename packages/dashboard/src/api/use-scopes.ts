// What the key that this page signed in with may do. The collector decides; this only spares a reader buttons that it
// would refuse.
import type { KeyScope } from '@trimtab/contract'
import { ask } from './client.ts'
import { useOnce } from './use-once.ts'

/** True until the collector says what the key may do. */
export function useMay(scopes: readonly KeyScope[]): boolean {
  const { value } = useOnce('session', () => ask('readSession', {}))
  return value === null || value.scopes.some((scope) => scope === 'admin' || scopes.includes(scope))
}
