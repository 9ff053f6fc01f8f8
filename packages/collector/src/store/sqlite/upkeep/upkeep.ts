// What keeps the file fast and small, put together.

import type { Clock } from '../../../clock.ts'
import type { RowsUpkeep } from '../../rows-upkeep.ts'
import { createFolding } from '../aggregates/folding.ts'
import type { Connection } from '../connection.ts'
import type { StoreRules } from '../rules.ts'
import { prepareClearSearch } from '../search/clear-search.ts'
import { prepareFillSearch } from '../search/fill-search.ts'
import { createCatchUp } from './catch-up.ts'
import { prepareCheck } from './check.ts'
import { createForget } from './forget.ts'
import { preparePack } from './pack.ts'
import { prepareRenewOpinions } from './renew-opinions.ts'
import { createRetention } from './retention.ts'
import { createShrinking } from './shrink.ts'
import { createSweeper } from './sweep.ts'
import { createTidy } from './tidy.ts'

interface UpkeepOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
  rules: StoreRules
  clock: Clock
}

export function createUpkeep({ db, file, rules, clock }: UpkeepOptions): Omit<RowsUpkeep, 'report'> {
  const client = db.$client
  const sweeper = createSweeper(client, clock)
  const pack = preparePack(client)
  const shrinking = createShrinking({ client, clock, pack, sweeper })
  const clearSearch = prepareClearSearch(client)
  return {
    catchUp: createCatchUp({
      fillSearch: prepareFillSearch(client),
      renewOpinions: prepareRenewOpinions(client, rules),
      sweeper,
      pack,
      tidy: createTidy({ client, file, clock }),
    }),
    removeOld: createRetention({ client, clock, rules, shrinking }),
    forget: createForget({ client, rules, clock, sweeper, folding: createFolding(db) }),
    clearSearch: async () => clearSearch(),
    check: prepareCheck({ db, file, rules }),
  }
}
