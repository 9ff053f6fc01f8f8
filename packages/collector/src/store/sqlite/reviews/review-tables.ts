// The reviews of the state half on SQLite, put together.

import type { ReviewStore } from '../../state-reviews.ts'
import type { Connection } from '../connection.ts'
import { fillingTable } from './filling.ts'
import { reviewerForgetting } from './forget-reviewer.ts'
import { wordForgetting } from './forget-words.ts'
import { itemTable } from './items.ts'
import { leaseTable } from './leases.ts'
import { queueTable } from './queues.ts'
import { reviewTable } from './save-reviews.ts'

export function reviewTables(db: Connection, makeId: () => string): ReviewStore {
  return {
    ...queueTable(db),
    ...fillingTable(db),
    ...itemTable(db),
    ...leaseTable(db),
    ...reviewTable(db),
    ...reviewerForgetting(db, makeId),
    ...wordForgetting(db),
  }
}
