// The environment variables of the SDK and of the collector, by what they set. The two share the signing key.

export const ENVIRONMENT = {
  /** SDK: where the collector is. */
  url: 'TRIMTAB_URL',
  /** SDK: an API key, sent as a bearer token. */
  key: 'TRIMTAB_KEY',
  /** SDK and collector: what feedback tokens are signed with. */
  signingKey: 'TRIMTAB_SIGNING_KEY',
  /** SDK: `service.name` of what it sends. */
  service: 'TRIMTAB_SERVICE',
  /** SDK: `deployment.environment.name` of what it sends. */
  environment: 'TRIMTAB_ENVIRONMENT',
  /** SDK: `service.version` of what it sends. */
  release: 'TRIMTAB_RELEASE',
  /** SDK: the folder where feedback waits for a collector that is away, or `off`. */
  spool: 'TRIMTAB_SPOOL',
  /** Collector: the address it listens on. */
  host: 'TRIMTAB_HOST',
  /** Collector: the port it listens on. */
  port: 'TRIMTAB_PORT',
  /** Collector: the folder its database lives in. */
  data: 'TRIMTAB_DATA',
} as const

export const DEFAULT_URL = 'http://127.0.0.1:4318'
