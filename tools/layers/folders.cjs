// Which folders there are, and whom each may import; `.dependency-cruiser.cjs` makes rules of it.

/** What each folder of the collector may see besides itself, the contract, the ground (clock, cloneable-error, make-folder, refusal, schema-issue) and packages of others. */
const collectorFolders = {
  statistics: [],
  otlp: [],
  forward: ['otlp'],
  golden: ['statistics'],
  sketches: ['statistics'],
  predictions: ['otlp'],
  feedback: ['otlp'],
  signals: ['feedback', 'sketches'],
  search: [],
  prices: [],
  store: ['sketches', 'search'],
  ingest: ['otlp', 'predictions', 'feedback', 'prices', 'store'],
  queries: ['store'],
  watch: ['signals', 'sketches', 'store'],
  aggregates: ['predictions', 'feedback', 'sketches', 'statistics', 'store'],
  drift: ['sketches', 'signals', 'statistics', 'store', 'watch'],
  alerts: ['store'],
  reporting: [],
  reviews: ['feedback', 'statistics', 'aggregates', 'store'],
  datasets: ['feedback', 'statistics', 'store'],
  exports: ['datasets'],
  advice: ['datasets', 'feedback', 'drift'],
  evaluation: ['datasets', 'feedback', 'statistics', 'store'],
  jobs: ['aggregates', 'alerts', 'datasets', 'drift', 'reviews', 'store', 'watch'],
}

/** These import nothing of ours at all: numbers, mergeable summaries and the protocol make sense without Trimtab. */
const pureFolders = ['statistics', 'sketches', 'otlp']

const dashboardFolders = {
  format: [],
  theme: [],
  api: [],
  charts: ['format', 'theme'],
  controls: ['format', 'theme', 'api'],
  prediction: ['format', 'theme', 'api', 'controls'],
}

/** What each folder of the SDK may see besides itself, the contract, the ground (base64, clock, errors) and packages of others. */
const sdkFolders = {
  platform: [],
  privacy: [],
  prediction: ['platform'],
  telemetry: ['platform'],
  feedback: ['prediction', 'telemetry'],
  calls: ['platform', 'prediction', 'privacy', 'telemetry'],
  monitor: ['calls', 'prediction'],
  clients: ['calls'],
  host: ['calls', 'prediction', 'telemetry'],
}

module.exports = { collectorFolders, dashboardFolders, pureFolders, sdkFolders }
