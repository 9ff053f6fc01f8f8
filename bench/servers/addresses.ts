// Where this machine can be reached as if it were another one: some do less for a collector that is on their own.
import { networkInterfaces } from 'node:os'

/** The first address of the network, or none where there is no network. */
export function networkAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((those) => those ?? [])
  return addresses
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .slice(0, 1)
}
