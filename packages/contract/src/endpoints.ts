// The table of the HTTP interface: for each operation what may be asked, what is answered and why it may be refused. The
// collector serves by it, and `GET /api/openapi.json` is written from it.

import type { Endpoints } from './endpoint.ts'
import { driftEndpoints } from './endpoints/drift.ts'
import { feedbackEndpoints } from './endpoints/feedback.ts'
import { readingEndpoints } from './endpoints/reading.ts'
import { reviewsEndpoints } from './endpoints/reviews.ts'
import { settingsEndpoints } from './endpoints/settings.ts'
import { upkeepEndpoints } from './endpoints/upkeep.ts'
import type { OperationName } from './operations.ts'

export { type Endpoint } from './endpoint.ts'
export { SCHEMAS } from './schemas/named.ts'

export const ENDPOINTS: Endpoints<OperationName> = {
  ...feedbackEndpoints,
  ...settingsEndpoints,
  ...readingEndpoints,
  ...driftEndpoints,
  ...reviewsEndpoints,
  ...upkeepEndpoints,
}
