// The environment variables of the SDK and of the collector, by what they set. The two share the signing key.

export const ENVIRONMENT = {
  /** SDK: where the collector is. */
  url: 'TRIMTAB_URL',
  /** SDK: an API key, sent as a bearer token. */
  key: 'TRIMTAB_KEY',
  /** SDK and collector: what feedback tokens are signed with. */
  signingKey: 'TRIMTAB_SIGNING_KEY',
  /** Collector: signing keys of before, with commas; tokens made with them are good until they expire. */
  oldSigningKeys: 'TRIMTAB_SIGNING_KEYS_OLD',
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
  /** Collector: the port of OTLP over gRPC, or `off`. */
  grpcPort: 'TRIMTAB_GRPC_PORT',
  /** Collector: the OTLP/HTTP address that everything received is also sent to. */
  forwardUrl: 'TRIMTAB_FORWARD_URL',
  /** Collector: headers of what is forwarded, `name=value,name=value`. */
  forwardHeaders: 'TRIMTAB_FORWARD_HEADERS',
  /** Collector: how much it writes to its log: `silent`, `error`, `warn`, `info` or `debug`. */
  logLevel: 'TRIMTAB_LOG_LEVEL',
  /** Collector: `json` or `text` lines in its log; without it text on a terminal and JSON elsewhere. */
  logFormat: 'TRIMTAB_LOG_FORMAT',
  /** Collector: origins of pages that may send OTLP, or give feedback without a token, separated by commas. */
  origins: 'TRIMTAB_ORIGINS',
  /** Collector: whether alerts may go to addresses of this machine and its network: `yes` or `no`. */
  alertsToPrivate: 'TRIMTAB_ALERTS_TO_PRIVATE',
  /** Collector: the folder its database lives in. */
  data: 'TRIMTAB_DATA',
} as const

export const DEFAULT_URL = 'http://127.0.0.1:4318'
