// `pnpm --filter @trimtab/collector migration` writes the next migration from the schema; STRICT is then added by hand.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/sqlite/schema/*.ts',
  out: './src/store/sqlite/migrations',
})
